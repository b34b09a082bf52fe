import { leasehold } from '../../access/actor';
import { stopMeter } from '../../cost/accrual';
import type { Destruction, Doomed, Effect, Environment, Living } from '../environment';
import { isLiving } from '../environment';
import { briefReason, type Failure, type FailureClass } from '../outcome';
import { neverBuilt, type ReceiptSummary } from '../receipt';
import { isClaimed } from '../run';
import { day, hour, type Instant, minute, plus } from '../../base/time';
import { and, type Change, type EventDraft, type Moment, unchanged, withoutFailure } from './change';
import { closeRun, withRun } from './runs';

/** Pauses before the second and each later attempt; when they are used up, a person is notified. */
const pauses = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440].map((minutes) => minutes * minute);
const stuckPause = day;
/** Failures that no repetition fixes: a person is notified at once. */
const needsPerson: FailureClass[] = ['occupied', 'unaccounted'];
/**
 * Failures that most often a person must end, and that are over the moment they have: the attempts go on as for any other,
 * since words of AWS may also look like one of them that passes by itself.
 */
const needsChange: FailureClass[] = ['permission', 'configuration'];
/** How long a stopped run may take to end by itself before its build is killed. */
export const stopGrace = 0.25 * hour;

/** Wants the environment gone, for good: an active run is asked to stop, and the destroy starts when it is over. */
export function destroyEnvironment(
  environment: Environment,
  request: { by: string; reason: Destruction['reason'] },
  moment: Moment,
): Change | null {
  if (!isLiving(environment)) return unchanged;
  const doomed = doom(environment, request, moment.now);
  const lost = lostWithEmulator(environment);
  if (lost) return forgetLife(doomed, lost, moment.now);
  const events: EventDraft[] = [
    { type: 'EnvironmentDestroyRequested', actor: request.by, data: { reason: request.reason } },
  ];
  const { run } = environment;
  if (isClaimed(run)) {
    const stop = { requestedAt: moment.now, by: request.by, reason: 'destroy' as const, killedAt: null };
    const stopping = { ...run, stop: run.stop ?? stop };
    events.push({ type: 'RunStopRequested', actor: request.by, data: { run: run.id } });
    return { environment: { ...doomed, run: stopping }, events, effects: [] };
  }
  if (!run) return prepend(events, attemptDestroy(doomed, request.by, moment));
  const closed = closeRun(
    run,
    { result: request.reason === 'rejected' ? 'rejected' : 'cancelled', by: request.by },
    moment.now,
  );
  const attempt = attemptDestroy({ ...doomed, run: null, lastRun: closed.lastRun }, request.by, moment);
  return prepend([...events, closed.event], { ...attempt, effects: [...closed.effects, ...attempt.effects] });
}

/** The next destroy run of an idle doomed environment; a life that nothing was ever applied to ends at once. */
export function attemptDestroy(doomed: Doomed, by: string, moment: Moment): Change {
  if (!doomed.applied) return endLife(doomed, neverBuilt(moment.now), moment.now);
  const destruction = {
    ...doomed.destruction,
    attempts: doomed.destruction.attempts + 1,
    nextAttemptAt: null,
  };
  const expiredAt = destruction.reason === 'expired' ? doomed.lease.expiresAt : null;
  const told = { attempt: destruction.attempts, expiredAt };
  return withRun({ ...doomed, destruction }, { kind: 'destroy', by, told }, moment);
}

/** The life is over: nothing is left, and the receipt says how that is known. */
export function endLife(doomed: Doomed, receipt: ReceiptSummary, now: Instant): Change {
  const environment: Environment = {
    ...withMeterStopped(doomed, now),
    status: 'destroyed',
    run: null,
    receipt,
    endedAt: now,
  };
  const { built, checked, unchecked, cost } = receipt;
  const event: EventDraft = {
    type: 'EnvironmentDestroyed',
    actor: leasehold,
    data: { built, checked, unchecked, attempts: doomed.destruction.attempts, cost },
  };
  return { environment, events: [event], effects: releases(doomed) };
}

/** Takes a life off the list of which nothing can be proven any more: there is no receipt. */
export function forgetLife(doomed: Doomed, failure: Failure, now: Instant): Change {
  const destruction = { ...doomed.destruction, nextAttemptAt: null, failure };
  const environment: Environment = {
    ...withMeterStopped(doomed, now),
    status: 'forgotten',
    run: null,
    destruction,
    endedAt: now,
  };
  const data = { requestedBy: destruction.requestedBy, class: failure.class, reason: briefReason(failure) };
  const event: EventDraft = { type: 'EnvironmentForgotten', actor: leasehold, data };
  return { environment, events: [event], effects: releases(doomed) };
}

/** Whoever promised this life not to end before it is free again. */
function releases({ id, uses = [] }: Doomed): Effect[] {
  return uses.map((producer) => ({ type: 'release-use', producer, user: id }));
}

/** What is gone costs nothing more. */
export function withMeterStopped<E extends Environment>(environment: E, now: Instant): E {
  const { accrual } = environment;
  return accrual && accrual.rate > 0 ? { ...environment, accrual: stopMeter(accrual, now) } : environment;
}

/** The failure of a life that went with its emulator; undefined for every other. */
export function lostWithEmulator(environment: Living): Failure | undefined {
  if (environment.status !== 'failed' || environment.failure.class !== 'emulator-lost') return undefined;
  return environment.failure;
}

/** After a failed attempt: when to try again, and whether a person must know. */
export function retryLater(doomed: Doomed, failure: Failure, now: Instant): Change {
  const stuck = doomed.status === 'stuck' || needsSomebody(doomed, failure);
  const nextAttemptAt = plus(now, pauseAfter(doomed, failure));
  const environment: Doomed = {
    ...doomed,
    status: stuck ? 'stuck' : 'destroying',
    destruction: { ...doomed.destruction, nextAttemptAt, failure },
  };
  const data = {
    attempts: doomed.destruction.attempts,
    class: failure.class,
    reason: briefReason(failure),
    nextAttemptAt,
  };
  const change: Change = {
    environment,
    events: [{ type: 'DestroyWillRetry', actor: leasehold, data }],
    effects: [],
  };
  if (!stuck || doomed.status === 'stuck') return change;
  return and(change, [{ type: 'EnvironmentStuck', actor: leasehold, data }]);
}

function needsSomebody({ destruction }: Doomed, failure: Failure): boolean {
  return destruction.attempts > pauses.length || [...needsPerson, ...needsChange].includes(failure.class);
}

function pauseAfter({ status, destruction }: Doomed, failure: Failure): number {
  const usual = pauses[destruction.attempts - 1] ?? stuckPause;
  if (needsChange.includes(failure.class)) return usual;
  return status === 'stuck' || needsPerson.includes(failure.class) ? stuckPause : usual;
}

function doom(
  environment: Living,
  { by, reason }: { by: string; reason: Destruction['reason'] },
  now: Instant,
): Doomed {
  const destruction = {
    requestedAt: now,
    requestedBy: by,
    reason,
    attempts: 0,
    nextAttemptAt: null,
    failure: null,
  };
  return { ...withoutFailure(environment), status: 'destroying', destruction };
}

function prepend(events: EventDraft[], change: Change): Change {
  return { ...change, events: [...events, ...change.events] };
}
