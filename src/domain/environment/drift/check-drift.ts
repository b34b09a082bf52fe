import { leasehold } from '../../access/actor';
import { DomainError } from '../../base/errors';
import { hour, type Instant, plus } from '../../base/time';
import { keepCertificates } from '../certificates/warn-certificates';
import {
  type Change,
  type EventDraft,
  type Moment,
  requireIdle,
  requireLiving,
  unchanged,
} from '../decisions/change';
import type { Environment, Living } from '../environment';
import { noteEjected } from '../eject/note-ejected';
import type { Outcome } from '../outcome';
import type { DriftCheck } from './drift-check';
import { type Checked, endCheck, inPlaceOf } from './end-check';
import { unexpectedAt } from './expected-drift';

/** After this long a check that nothing was heard of is over: a build lives no longer, and no one waits for it. */
export const checkWindow = 2 * hour;

/** Opens a check beside whatever the environment is; one that works already is the one that was asked for. */
export function checkDrift(environment: Environment, { by }: { by: string }, moment: Moment): Change | null {
  const living = requireStanding(environment, moment.now, 'check for drift');
  requireIdle(living);
  if (living.check && living.check.ejects === undefined) return unchanged;
  return inPlaceOf(living, openCheck(living, by, moment));
}

/** A check of what stands and has no run. */
export function openCheck(living: Living, by: string, { now, newRun }: Moment): Change {
  return {
    environment: { ...living, check: { id: newRun, since: now, by } },
    events: [{ type: 'DriftCheckStarted', actor: by, data: { run: newRun, kind: 'drift' } }],
    effects: [{ type: 'start-execution', run: newRun, workflow: 'check-drift' }],
  };
}

/** Only what stands as it was applied can be held against that. */
export function requireStanding(environment: Environment, now: Instant, what: string): Living {
  const living = requireLiving(environment, now, what);
  if (living.status === 'ready' && living.applied) return living;
  throw new DomainError('WrongStatus', { name: living.name, status: living.status, what });
}

/** The first build to ask gets the check. It writes no state, so it keeps away from no lost build. */
export function claimCheck(
  environment: Environment & { check: DriftCheck },
  { run, build }: { run: string; build: string },
  { now }: Moment,
): Change | null {
  const { check } = environment;
  if (check.build === build) return unchanged;
  if (check.build !== undefined)
    throw new DomainError('RunRefused', { run, reason: `another build (${check.build}) has claimed it` });
  return {
    environment: { ...environment, check: { ...check, build, claimedAt: now } },
    events: [],
    effects: [],
  };
}

/** How a check came to its end, by the build that claimed it (null: no build ever did). */
export interface CheckSettlement {
  run: string;
  build: string | null;
  outcome: Outcome;
}

/** Takes in what a check found, once; a report of any other check, or by another build, changes nothing. */
export function settleCheck(
  environment: Environment,
  { run, build, outcome }: CheckSettlement,
  moment: Moment,
): Change | null {
  const { check } = environment;
  if (check?.id !== run || (check.build ?? null) !== build) return unchanged;
  if (outcome.result === 'checked') return noteFindings({ ...environment, check }, outcome, moment);
  if (outcome.result === 'ejected') return noteEjected({ ...environment, check }, outcome, moment);
  const failure = outcome.result === 'failed' ? outcome.failure : null;
  return endCheck({ ...environment, check }, { result: failure ? 'failed' : 'cancelled', failure });
}

/** A check whose end nobody reported is over by its own time. */
export function endOverdueCheck(environment: Environment, { now }: Moment): Change | null {
  const { check } = environment;
  if (!check || now < checkEndsBy(check)) return unchanged;
  return endCheck({ ...environment, check }, { result: 'lost' }, 'stop');
}

/** When a check is over, whether or not anything is heard of it. */
export function checkEndsBy({ since }: DriftCheck): Instant {
  return plus(since, checkWindow);
}

/**
 * What a change means for a check, and for what was found: a run takes the place of a check, as does anything but standing; and what
 * was applied is as it was applied.
 */
export function heedDrift(seen: Environment, change: Change, { now }: Moment): Change {
  const settled = isAppliedAnew(seen, change.environment) ? forgetDrift(change, now) : change;
  const { check, run, status } = settled.environment;
  if (!check || (status === 'ready' && run === null)) return settled;
  const ended = endCheck({ ...settled.environment, check }, { result: 'replaced' }, 'stop');
  return {
    environment: ended.environment,
    events: [...settled.events, ...ended.events],
    effects: [...settled.effects, ...ended.effects],
  };
}

function isAppliedAnew({ lastRun: before }: Environment, { lastRun }: Environment): boolean {
  return lastRun?.result === 'applied' && lastRun.id !== before?.id;
}

function forgetDrift({ environment, events, effects }: Change, now: Instant): Change {
  const { drift, ...rest } = environment;
  const gone = unexpectedAt(environment, now).length > 0 ? [goneEvent(drift?.check ?? '')] : [];
  return { environment: rest, events: [...events, ...gone], effects };
}

function noteFindings(
  environment: Checked,
  { found, certificates }: Extract<Outcome, { result: 'checked' }>,
  { now }: Moment,
): Change {
  const { id } = environment.check;
  const drift = { ...found, check: id, at: now };
  const noted = { ...environment, drift, ...keepCertificates(environment, certificates) };
  const ended = endCheck(noted, { result: found.objects > 0 ? 'drifted' : 'clean' });
  const before = unexpectedAt(environment, environment.drift?.at ?? now);
  return { ...ended, events: [...ended.events, ...newsOf(before, noted, now)] };
}

/** People hear of causes that were not there at the last check, and that none is there any more. */
function newsOf(before: readonly string[], noted: Environment, now: Instant): EventDraft[] {
  const left = unexpectedAt(noted, now);
  const run = noted.drift?.check ?? '';
  if (left.length === 0) return before.length > 0 ? [goneEvent(run)] : [];
  if (left.every((cause) => before.includes(cause))) return [];
  const data = { run, objects: noted.drift?.objects ?? 0, causes: left.length };
  return [{ type: 'DriftFound', actor: leasehold, data }];
}

function goneEvent(run: string): EventDraft {
  return { type: 'DriftGone', actor: leasehold, data: { run } };
}
