import type { SelfApproval } from '../../access/actor';
import { DomainError } from '../../base/errors';
import type { Environment, Living } from '../environment';
import type { Spec } from '../spec';
import { isDoomed, hasEnded } from '../environment';
import type { LifeName } from '../uses/references';
import { briefReason, failureOf } from '../outcome';
import type { CostSummary } from '../../cost/cost-summary';
import { type Consent, namedInEvent, reasonsForAnother } from '../plan';
import { notesInEvent } from '../notes/plan-notes';
import { isClaimed, type Run, type WaitingRun } from '../run';
import type { Instant } from '../../base/time';
import {
  and,
  type Change,
  type EventDraft,
  type Moment,
  requireIdle,
  requireLiving,
  unchanged,
} from './change';
import { attemptDestroy, destroyEnvironment } from './destroy-environment';
import { closeRun, openRun, withRun } from './runs';

/** Plans and applies another template version or other inputs; the cost stays that of what there is until it is applied. */
export function changeEnvironment(
  environment: Environment,
  request: { spec: Spec; planOnly: boolean; cost: CostSummary; by: string; uses?: readonly LifeName[] },
  moment: Moment,
): Change {
  const living = requireLiving(environment, moment.now, 'change');
  requireIdle(living);
  const change = withRun(
    {
      ...living,
      ...usesWith(living, request.uses),
      wanted: { ...request.spec, askedBy: request.by },
      cost: living.applied ? living.cost : request.cost,
    },
    { kind: 'provision', ...request },
    moment,
  );
  const data = {
    template: request.spec.template.name,
    version: request.spec.template.version,
    planOnly: request.planOnly,
    ...upgradeData(request.spec),
  };
  return and({ ...change, events: [] }, [
    { type: 'EnvironmentChangeRequested', actor: request.by, data },
    ...change.events,
  ]);
}

/** What it uses stays promised until its end, and what it uses from now on is promised before. */
function usesWith({ uses = [] }: Living, more: readonly LifeName[] = []): Pick<Living, 'uses'> {
  const known = new Set(uses.map(({ id }) => id));
  const all = [...uses, ...more.filter(({ id }) => !known.has(id))];
  return all.length > 0 ? { uses: all } : {};
}

/** The version before, and names of what fell away with it and of what is new: as much as an event holds. */
function upgradeData({ upgrade }: Spec): EventDraft['data'] {
  if (!upgrade) return {};
  const { from, dropped, added } = upgrade;
  const text = (names: readonly string[]) => names.join(', ').slice(0, 1_000);
  return { from, dropped: text(dropped), added: text(added) };
}

/** Who approves, by their id and the one they had before; `selfApproval` absent is refused. */
export interface Approver {
  by: string;
  formerly?: string | undefined;
  selfApproval?: SelfApproval;
}

/** A person's yes to one plan, another's than whoever asked unless the stage allows that: closes the run that planned it and opens the one that applies it, in one write. */
export function approvePlan(
  environment: Environment,
  { planDigest, by, formerly, selfApproval }: { planDigest: string } & Approver,
  moment: Moment,
): Change {
  const living = requireLiving(environment, moment.now, 'approve a plan of');
  const waiting = requireWaiting(living, planDigest);
  const consent = consentOf(living, waiting, { by, formerly });
  const { askedBy, selfApproved } = consent;
  if (selfApproved && selfApproval !== 'allowed') throw ownRequest(living.name, waiting, by);
  const closed = closeRun(waiting, { result: 'planned', by }, moment.now);
  const opened = openRun({ ...applying(waiting), by, consent }, moment);
  return {
    environment: { ...living, run: opened.run, lastRun: closed.lastRun },
    events: [
      {
        type: 'PlanApproved',
        actor: by,
        data: {
          run: waiting.id,
          digest: planDigest,
          askedBy,
          selfApproved,
          ...namedInEvent(waiting.plan),
          ...notesInEvent(waiting.plan),
        },
      },
      closed.event,
      opened.event,
    ],
    effects: [...closed.effects, opened.effect],
  };
}

/** The run that applies what a waiting one planned. */
function applying({ plan: approved, planOnly, transition }: WaitingRun) {
  return { kind: 'provision' as const, planOnly, approved, transition };
}

/** Who asked is who wanted what is planned, and also who had it planned: both have a hand in it. */
function consentOf(
  { wanted }: Living,
  { plan, requestedBy }: WaitingRun,
  { by, formerly }: Approver,
): Consent {
  const asked = wanted.askedBy ?? requestedBy;
  const own = [asked, requestedBy].some((one) => one === by || one === formerly);
  return { askedBy: asked, approvedBy: by, selfApproved: own && reasonsForAnother(plan).length > 0 };
}

function ownRequest(name: string, { plan }: WaitingRun, actor: string): DomainError<'SelfApproval'> {
  const because = reasonsForAnother(plan).join('; ');
  return new DomainError('SelfApproval', { name, actor, because });
}

/** A person's no: a life that nothing was ever applied to ends with it, any other stays as it is. */
export function rejectPlan(
  environment: Environment,
  { planDigest, by, reason }: { planDigest: string; by: string; reason: string },
  moment: Moment,
): Change {
  const living = requireLiving(environment, moment.now, 'reject a plan of');
  const waiting = requireWaiting(living, planDigest);
  const rejected = {
    type: 'PlanRejected' as const,
    actor: by,
    data: { run: waiting.id, digest: planDigest, reason },
  };
  const ended = living.applied ? null : destroyEnvironment(living, { by, reason: 'rejected' }, moment);
  if (ended) return { ...ended, events: [rejected, ...ended.events] };
  return and(giveUpPlan(living, { result: 'rejected', by }, moment.now), [rejected]);
}

/** Closes a waiting run without applying it; what was applied before stays what is wanted. */
export function giveUpPlan(
  living: Living,
  ending: { result: 'rejected' | 'cancelled' | 'expired'; by: string },
  now: Instant,
): Change {
  if (!living.run) throw new DomainError('NoActiveRun', { name: living.name });
  const closed = closeRun(living.run, ending, now);
  const { effects, lastRun } = closed;
  const back = backToApplied(living);
  if (back.status !== 'pending')
    return { environment: { ...back, run: null, lastRun }, events: [closed.event], effects };
  const failure = failureOf(classes[ending.result], whyUnapplied(living.run, ending.result));
  const failed: Living = { ...back, status: 'failed', run: null, lastRun, failure };
  const data = { run: lastRun.id, class: failure.class, reason: briefReason(failure) };
  const event = { type: 'EnvironmentFailed' as const, actor: ending.by, data };
  return { environment: failed, events: [closed.event, event], effects };
}

/** What ends a plan that was not applied: a decision of the platform or of an approver, or of whoever cancelled it. */
const classes = { rejected: 'policy', expired: 'policy', cancelled: 'cancelled' } as const;

function whyUnapplied(run: Run, result: string): string {
  if (run.phase === 'awaiting-approval') return `The plan was not applied: it was ${result}.`;
  return `The run was ${result} before it had made a plan.`;
}

/** What is wanted falls back to what was last applied, when a later request came to nothing before it was applied. */
export function backToApplied<E extends Environment>(environment: E): E {
  if (!environment.applied) return environment;
  const { template, inputs, approval, askedBy, sensitive, upgrade, sleep, references, order } =
    environment.applied;
  const kept = {
    ...(askedBy !== undefined && { askedBy }),
    ...(sensitive && { sensitive }),
    ...(upgrade && { upgrade }),
    ...(sleep && { sleep }),
    ...(references && { references }),
    ...(order !== undefined && { order }),
  };
  const wanted = { template, inputs, approval, ...kept };
  return { ...environment, wanted };
}

/** Asks the active run to stop; it is a request, and the outcome decides. */
export function cancelRun(environment: Environment, { by }: { by: string }, { now }: Moment): Change | null {
  if (isDoomed(environment) || hasEnded(environment))
    throw new DomainError('WrongStatus', {
      name: environment.name,
      status: environment.status,
      what: 'cancel the run of',
    });
  const { run } = environment;
  if (!run) throw new DomainError('NoActiveRun', { name: environment.name });
  if (!isClaimed(run)) return giveUpPlan(environment, { result: 'cancelled', by }, now);
  if (run.stop) return unchanged;
  const stop = { requestedAt: now, by, reason: 'cancelled' as const, killedAt: null };
  const event = { type: 'RunStopRequested' as const, actor: by, data: { run: run.id } };
  return { environment: { ...environment, run: { ...run, stop } }, events: [event], effects: [] };
}

/** Tries again what failed: the last provision, or the destroy that is waiting for its next attempt. */
export function retryRun(environment: Environment, { by }: { by: string }, moment: Moment): Change {
  requireIdle(environment);
  if (isDoomed(environment)) return attemptDestroy(environment, by, moment);
  const living = requireLiving(environment, moment.now, 'retry');
  if (living.status !== 'failed')
    throw new DomainError('WrongStatus', { name: living.name, status: living.status, what: 'retry' });
  // Who asked only for a plan must be asked again before what failed is applied.
  const planOnly = living.lastRun?.planOnly ?? false;
  const transition = living.lastRun?.transition;
  return withRun(living, { kind: 'provision', by, planOnly, transition }, moment);
}

/** Records that a person breaks the Terraform lock; refused while a run of ours may hold it. */
export function unlockState(environment: Environment, { lock, by }: { lock: string; by: string }): Change {
  const { name, status } = environment;
  if (hasEnded(environment)) throw new DomainError('WrongStatus', { name, status, what: 'unlock' });
  requireIdle(environment);
  return { environment, events: [{ type: 'StateUnlocked', actor: by, data: { lock } }], effects: [] };
}

function requireWaiting({ name, run, status }: Living, asked: string): WaitingRun {
  if (run?.phase !== 'awaiting-approval')
    throw new DomainError('NotAwaitingApproval', { name, now: run ? run.phase : status });
  if (run.plan.digest !== asked)
    throw new DomainError('PlanChanged', { name, asked, current: run.plan.digest });
  return run;
}
