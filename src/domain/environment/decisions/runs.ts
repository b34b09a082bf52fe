import type { Effect, Environment, Present } from '../environment';
import { briefReason, type Failure } from '../outcome';
import type { Consent, PlanSummary } from '../plan';
import { type Run, workflowOf } from '../run';
import type { AskedCertificate } from '../rotation/given-certificate';
import type { Transition } from '../sleep/sleep-state';
import type { Change, EventDraft, Moment } from './change';

/** Who opens a run and of which sort; `approved` is the plan that an apply-plan run carries out, with who stands behind it, `told` what else its event carries. */
export interface RunRequest {
  kind: Run['kind'];
  by: string;
  planOnly?: boolean;
  approved?: PlanSummary;
  consent?: Consent;
  told?: EventDraft['data'];
  transition?: Transition | undefined;
  certificate?: AskedCertificate;
}

/** A new queued run and the effect that starts its execution; the caller has made sure that none is active. */
export function openRun(
  request: RunRequest,
  { now, newRun }: Moment,
): { run: Run; effect: Effect; event: EventDraft } {
  const run: Run = {
    phase: 'queued',
    id: newRun,
    kind: request.kind,
    requestedBy: request.by,
    requestedAt: now,
    since: now,
    planOnly: request.planOnly ?? false,
    planOf: request.approved?.run ?? null,
    approved: request.approved ?? null,
    stop: null,
    ...(request.consent && { consent: request.consent }),
    ...(request.transition && { transition: request.transition }),
    ...(request.certificate && { certificate: request.certificate }),
  };
  const { kind, planOf } = run;
  const effect: Effect = { type: 'start-execution', run: run.id, workflow: workflowOf(run) };
  return {
    run,
    effect,
    event: { type: 'RunStarted', actor: request.by, data: { run: run.id, kind, planOf, ...request.told } },
  };
}

/** How a run ended, for people and for the record. */
export interface Ending {
  result:
    | 'applied'
    | 'planned'
    | 'failed'
    | 'cancelled'
    | 'rejected'
    | 'expired'
    | 'destroyed'
    | 'rotated'
    | 'listed';
  by: string;
  failure?: Failure;
}

const endEvents = {
  applied: 'RunSucceeded',
  planned: 'RunSucceeded',
  destroyed: 'RunSucceeded',
  rotated: 'RunSucceeded',
  listed: 'RunSucceeded',
  failed: 'RunFailed',
  cancelled: 'RunCancelled',
  rejected: 'RunCancelled',
  expired: 'RunCancelled',
} as const;

/** The record and the event of a run's end, and what is left to clear away behind it. */
export function closeRun(run: Run, { result, by, failure }: Ending, now: string) {
  const lastRun: NonNullable<Environment['lastRun']> = {
    id: run.id,
    kind: run.kind,
    result,
    planOnly: run.planOnly,
    at: now,
    failure: failure ?? null,
    ...(run.transition && { transition: run.transition }),
  };
  const blame = failure ? { class: failure.class, reason: briefReason(failure) } : {};
  const event: EventDraft = {
    type: endEvents[result],
    actor: by,
    data: { run: run.id, kind: run.kind, result, ...certificateOf(run), ...blame },
  };
  return { lastRun, event, effects: leftBehind(run, result) };
}

function certificateOf({ certificate }: Run): EventDraft['data'] {
  return certificate && { certificate: certificate.address };
}

function leftBehind(run: Run, result: Ending['result']): Effect[] {
  const effects: Effect[] = [];
  if (run.phase === 'queued')
    effects.push({ type: 'stop-execution', run: run.id, workflow: workflowOf(run) });
  if (run.phase === 'awaiting-approval' && result !== 'planned')
    effects.push({ type: 'discard-plan', run: run.id });
  if (run.approved) effects.push({ type: 'discard-plan', run: run.approved.run });
  return effects;
}

/** Opens a run on `environment`, which has none. */
export function withRun(environment: Present, request: RunRequest, moment: Moment): Change {
  const { run, effect, event } = openRun(request, moment);
  return { environment: { ...environment, run }, events: [event], effects: [effect] };
}
