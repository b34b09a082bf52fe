import { leasehold } from '../../access/actor';
import type { Doomed, Environment, Living } from '../environment';
import { isDoomed, hasEnded } from '../environment';
import { briefReason, type Failure, failureOf, type Outcome } from '../outcome';
import { namedInEvent, type PlanSummary } from '../plan';
import { keepCertificates } from '../certificates/warn-certificates';
import { checksInEvent, type FailedChecks } from '../notes/failed-checks';
import { misfitsInEvent } from '../notes/misfits';
import { notesInEvent } from '../notes/plan-notes';
import { isClaimed, type Run } from '../run';
import { day, plus } from '../../base/time';
import { and, type Change, type Moment, unchanged, withoutFailure } from './change';
import { attemptDestroy, endLife, retryLater } from './destroy-environment';
import { closeRun, type Ending } from './runs';
import { settleRotated, stoppedRotation } from '../rotation/rotate-environment';
import { backToApplied, giveUpPlan } from './user-commands';

/** How long a plan waits for a person before it is given up. */
export const approvalWindow = 3 * day;

/** The outcome of a run, by the build that claimed it (null: no build ever did). */
export interface Settlement {
  run: string;
  build: string | null;
  outcome: Outcome;
}

/** Takes in how a run ended, once; anything about a run that is not current, or by another build, changes nothing. */
export function settleRun(environment: Environment, settlement: Settlement, moment: Moment): Change | null {
  const { run } = environment;
  if (run?.id !== settlement.run || hasEnded(environment)) return unchanged;
  if (run.phase === 'awaiting-approval') return unchanged;
  if ((isClaimed(run) ? run.build : null) !== settlement.build) return unchanged;
  const { outcome } = settlement;
  const noted = {
    ...environment,
    ...(wasLost(outcome) && { lostAt: moment.now }),
    ...(outcome.result !== 'planned' && outcome.accrual && { accrual: outcome.accrual }),
  };
  if (isDoomed(noted)) return settleDoomed({ ...noted, run }, outcome, moment);
  return settleProvision({ ...noted, run }, outcome, moment);
}

function wasLost(outcome: Outcome): boolean {
  return failureIn(outcome)?.class === 'lost';
}

type Ready = Exclude<Living, { status: 'failed' }>;

/** An environment with the run that is to be settled. */
type At<E extends Environment> = E & { run: Run };

function settleDoomed(environment: At<Doomed>, outcome: Outcome, moment: Moment): Change {
  const settle = environment.run.kind === 'destroy' ? settleDestroy : settleOvertaken;
  return settle(environment, outcome, moment);
}

function settleProvision(environment: At<Living>, outcome: Outcome, moment: Moment): Change {
  if (environment.run.kind === 'rotate') return settleRotation(environment, outcome, moment);
  if (outcome.result === 'planned') return settlePlanned(environment, outcome.plan, moment);
  if (outcome.result === 'applied') return settleApplied(environment, outcome, moment);
  return settleUnapplied(environment, failureIn(outcome), moment);
}

function settleRotation(environment: At<Living>, outcome: Outcome, moment: Moment): Change {
  if (outcome.result === 'rotated') return settleRotated(environment, outcome, moment);
  return settleUnapplied(environment, failureIn(outcome), moment);
}

function settlePlanned(environment: At<Living>, plan: PlanSummary, { now }: Moment): Change {
  const { run } = environment;
  const { id, kind, requestedBy, requestedAt, planOnly, planOf, approved, stop, transition } = run;
  const decideBy = plus(now, approvalWindow);
  const common = { id, kind, requestedBy, requestedAt, planOnly, planOf, approved, stop, since: now };
  const kept = { ...common, ...(transition && { transition }) };
  const waiting: Living = {
    ...environment,
    ...(environment.applied ? {} : { plan, cost: plan.cost }),
    run: { ...kept, phase: 'awaiting-approval', plan, decideBy },
  };
  if (stop) return giveUpPlan(waiting, { result: 'cancelled', by: stop.by }, now);
  const data = {
    run: id,
    digest: plan.digest,
    create: plan.create,
    update: plan.update,
    replace: plan.replace,
    delete: plan.delete,
    ...namedInEvent(plan),
    ...notesInEvent(plan),
    decideBy,
  };
  return {
    environment: waiting,
    events: [{ type: 'PlanAwaitsApproval', actor: leasehold, data }],
    effects: [],
  };
}

function settleApplied(
  environment: At<Living>,
  { plan, cost, outputs, resources, checks, certificates }: Extract<Outcome, { result: 'applied' }>,
  { now }: Moment,
): Change {
  const { run } = environment;
  const closed = closeRun(run, { result: 'applied', by: leasehold }, now);
  const ready: Environment = {
    ...withChecks(withoutFailure(environment), checks),
    ...keepCertificates(environment, certificates),
    status: 'ready',
    run: null,
    lastRun: closed.lastRun,
    plan,
    cost,
    outputs,
  };
  const { transition } = run;
  const data = {
    run: run.id,
    resources,
    ...(transition && { transition }),
    ...checksInEvent(checks),
    ...misfitsInEvent(outputs),
    ...notesInEvent(plan),
  };
  const event = { type: 'EnvironmentReady' as const, actor: leasehold, data };
  return { environment: ready, events: [closed.event, event], effects: closed.effects };
}

/** What does not hold now; what did not hold before is over. */
function withChecks(environment: Ready, checks: FailedChecks | undefined): Ready {
  const { checks: _, ...rest } = environment;
  return { ...rest, ...(checks && { checks }) };
}

/** After begin-apply anything may exist, so the environment failed; before it, what was ready stays ready. */
function settleUnapplied(environment: At<Living>, failure: Failure | null, { now }: Moment): Change {
  const { run } = environment;
  const closed = closeRun(run, endingOf(failure), now);
  const began = environment.applied?.run === run.id;
  const back = began ? environment : backToApplied(environment);
  const change = { events: [closed.event], effects: closed.effects };
  if (!began && environment.status === 'ready')
    return {
      ...change,
      events: [
        { ...closed.event, data: { ...closed.event.data, stays: 'ready' } },
        ...stoppedRotation(environment, closed.lastRun.result),
      ],
      environment: { ...back, run: null, lastRun: closed.lastRun } as Living,
    };
  const why =
    failure ??
    failureOf(
      'cancelled',
      `The run was cancelled${began ? ' while it was applying' : ' before it applied anything'}.`,
    );
  const failed: Living = {
    ...withoutFailure(back),
    status: 'failed',
    run: null,
    lastRun: closed.lastRun,
    failure: why,
  };
  const data = { run: run.id, class: why.class, reason: briefReason(why) };
  return and({ ...change, environment: failed }, [{ type: 'EnvironmentFailed', actor: leasehold, data }]);
}

/** A destroy was asked meanwhile: what the provision came to is only recorded, and the destroy starts. */
function settleOvertaken(environment: At<Doomed>, outcome: Outcome, moment: Moment): Change {
  const { run } = environment;
  const applied = outcome.result === 'applied' || outcome.result === 'planned';
  const ending: Ending = applied ? { result: outcome.result, by: leasehold } : endingOf(failureIn(outcome));
  const closed = closeRun(run, ending, moment.now);
  const attempt = attemptDestroy({ ...environment, run: null, lastRun: closed.lastRun }, leasehold, moment);
  const planned = outcome.result === 'planned' ? [{ type: 'discard-plan' as const, run: run.id }] : [];
  return {
    environment: attempt.environment,
    events: [closed.event, ...attempt.events],
    effects: [...closed.effects, ...planned, ...attempt.effects],
  };
}

function settleDestroy(environment: At<Doomed>, outcome: Outcome, { now }: Moment): Change {
  const failure = failureIn(outcome);
  const destroyed = outcome.result === 'destroyed';
  const closed = closeRun(
    environment.run,
    destroyed ? { result: 'destroyed', by: leasehold } : endingOf(failure),
    now,
  );
  const idle: Doomed = { ...environment, run: null, lastRun: closed.lastRun };
  const next = destroyed
    ? endLife(idle, outcome.receipt, now)
    : retryLater(idle, failure ?? endedWithout(outcome), now);
  return { ...next, events: [closed.event, ...next.events], effects: [...closed.effects, ...next.effects] };
}

function endedWithout({ result }: Outcome): Failure {
  if (result === 'cancelled')
    return failureOf('cancelled', 'The destroy was cancelled before it was complete.');
  return failureOf('unknown', 'The destroy ended without a result.');
}

function failureIn(outcome: Outcome): Failure | null {
  return outcome.result === 'failed' ? outcome.failure : null;
}

function endingOf(failure: Failure | null): Ending {
  return failure ? { result: 'failed', by: leasehold, failure } : { result: 'cancelled', by: leasehold };
}
