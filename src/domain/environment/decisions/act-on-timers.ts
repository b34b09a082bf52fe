import { leasehold } from '../../access/actor';
import type { Effect, Environment, Living, Present } from '../environment';
import { isDoomed, isLiving, hasEnded } from '../environment';
import { dueWarning, isLeaseOver, withWarnings } from '../../lease';
import { type ClaimedRun, isClaimed } from '../run';
import { between, minute, plus } from '../../base/time';
import { type Change, type Moment, unchanged } from './change';
import { warnOfCertificates } from '../certificates/warn-certificates';
import { endOverdueCheck } from '../drift/check-drift';
import { checkOnSchedule, type CheckRoom } from '../drift/check-on-schedule';
import { attemptDestroy, stopGrace } from './destroy-environment';
import { endUnused, endWithUsers } from './use-environment';
import { actOnSchedule, type WakeRoom } from './act-on-schedule';
import { sleepForBudget } from './heed-budget';
import { passBudget } from './pass-budget';
import { giveUpPlan } from './user-commands';

/** How long a build may show no progress before it is suspected dead. */
export const heartbeatWindow = minute;

/** Above this many undelivered events a destroy is not tried again: where no event can be delivered, no run can be started either. */
const undeliveredLimit = 32;

/** Does what is due at `now`: the end of the lease, a destroy to try again, a plan nobody decided on, a warning. */
export function tickEnvironment(
  environment: Environment,
  { wake, check }: { wake?: WakeRoom | undefined; check?: CheckRoom | undefined },
  moment: Moment,
): Change | null {
  if (isDoomed(environment)) return tickDoomed(environment, moment);
  if (!isLiving(environment)) return unchanged;
  if (isLeaseOver(environment.lease, moment.now)) return expire(environment, moment);
  return (
    endUnused(environment, moment) ??
    endOverdueCheck(environment, moment) ??
    killOverdue(environment, moment) ??
    expirePlan(environment, moment) ??
    passBudget(environment, moment) ??
    sleepForBudget(environment, moment) ??
    warn(environment, moment) ??
    warnOfCertificates(environment, moment) ??
    actOnSchedule(environment, moment, wake) ??
    checkOnSchedule(environment, moment, check)
  );
}

function tickDoomed(
  environment: Extract<Environment, { status: 'destroying' | 'stuck' }>,
  moment: Moment,
): Change | null {
  if (environment.run) return killOverdue(environment, moment);
  const { nextAttemptAt } = environment.destruction;
  if (nextAttemptAt !== null && nextAttemptAt > moment.now) return unchanged;
  if (environment.outbox.length >= undeliveredLimit) return unchanged;
  return attemptDestroy(environment, leasehold, moment);
}

/** The lease is over once, whether it ends now or waits for those that use it. */
function expire(environment: Living, moment: Moment): Change | null {
  if (environment.ending) return endUnused(environment, moment) ?? killOverdue(environment, moment);
  const change = endWithUsers(environment, 'expired', moment);
  if (!change) return unchanged;
  const data = { expiresAt: environment.lease.expiresAt, at: moment.now };
  return { ...change, events: [{ type: 'LeaseExpired', actor: leasehold, data }, ...change.events] };
}

/** A run that was asked to stop and did not within its grace has its build killed, once. */
function killOverdue(environment: Environment, { now }: Moment): Change | null {
  const { run } = environment;
  if (hasEnded(environment) || !isClaimed(run) || !run.stop || run.stop.killedAt) return unchanged;
  if (between(run.stop.requestedAt, now) < stopGrace) return unchanged;
  const killed = { ...run, stop: { ...run.stop, killedAt: now } };
  return {
    environment: { ...environment, run: killed },
    events: [],
    effects: [{ type: 'stop-build', build: run.build }],
  };
}

function expirePlan(
  environment: Extract<Environment, { status: 'pending' | 'ready' | 'failed' }>,
  { now }: Moment,
): Change | null {
  const { run } = environment;
  if (run?.phase !== 'awaiting-approval' || run.decideBy > now) return unchanged;
  const change = giveUpPlan(environment, { result: 'expired', by: leasehold }, now);
  return {
    ...change,
    events: [{ type: 'PlanExpired', actor: leasehold, data: { run: run.id } }, ...change.events],
  };
}

/** The events of a warning and that it was given are one write, so that neither is there without the other. */
function warn(environment: Environment, { now }: Moment): Change | null {
  const warning = dueWarning(environment.lease, now);
  if (warning === undefined) return unchanged;
  const lease = withWarnings(environment.lease, now);
  const data = { expiresAt: lease.expiresAt, warning };
  const event = { type: 'LeaseEndsSoon' as const, actor: leasehold, data };
  return { environment: { ...environment, lease }, events: [event], effects: [] };
}

/**
 * The sweep's look at a claimed run: an unchanged counter beyond the window raises suspicion, and one that stands still for
 * another window has its build stopped. After an outage of the hub itself every run looks silent: those that live, and
 * hold a state that is nowhere else yet, get that time to be heard.
 */
export function noteHeartbeat(
  environment: Environment,
  { run: id, counter }: { run: string; counter: number },
  { now }: Moment,
): Change | null {
  const { run } = environment;
  if (hasEnded(environment) || !isClaimed(run) || run.id !== id) return unchanged;
  if (counter !== run.heartbeat.counter)
    return seen({ ...environment, run }, { counter, seenAt: now, suspected: false });
  if (now < plus(run.heartbeat.seenAt, heartbeatWindow)) return unchanged;
  const looked = seen({ ...environment, run }, { counter, seenAt: now, suspected: true });
  if (run.heartbeat.suspected) return { ...looked, effects: stopOnce(environment, run.build) };
  const event = {
    type: 'RunSilent' as const,
    actor: leasehold,
    data: { run: id, build: run.build, since: run.heartbeat.seenAt },
  };
  return { ...looked, events: [event] };
}

/** Nothing while an earlier request to stop the build is still undelivered. */
function stopOnce({ effects }: Environment, build: string): Effect[] {
  const isStopping = effects.some((effect) => effect.type === 'stop-build' && effect.build === build);
  return isStopping ? [] : [{ type: 'stop-build', build }];
}

function seen(environment: Present & { run: ClaimedRun }, heartbeat: ClaimedRun['heartbeat']): Change {
  return { environment: { ...environment, run: { ...environment.run, heartbeat } }, events: [], effects: [] };
}
