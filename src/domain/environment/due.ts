import type { Environment, Present } from './environment';
import { isDoomed, hasEnded } from './environment';
import { approvalWindow } from './decisions/settle-run';
import { stopGrace } from './decisions/destroy-environment';
import { heartbeatWindow } from './decisions/act-on-timers';
import { certificateTimer } from './certificates/warn-certificates';
import { checkEndsBy } from './drift/check-drift';
import { scheduledCheckTimer } from './drift/check-schedule';
import { budgetSleepAt } from './decisions/heed-budget';
import { spendingOf } from './decisions/pass-budget';
import { nextThresholdAt } from '../limits/budget';
import { leaseTimer } from '../lease';
import { sleepTimer } from './sleep/sleep-timer';
import { isClaimed, type Run } from './run';
import { usersCheckAt } from './uses/references';
import { day, earliest, type Instant, latest, minute, plus, second } from '../base/time';

const undeliveredPause = 30 * second;
const queuedCheck = minute;
const longestSleep = day;
/** How soon after a look a check is looked at again, whose build may have been killed without a word. */
const checkLook = minute;

/**
 * When the sweep must look at an environment next: its earliest timer, at most a day after `from` (the last look or write).
 * Undefined only when the life is over and everything it had to say is delivered.
 */
export function dueAt(environment: Environment, from: Instant = environment.updatedAt): Instant | undefined {
  const undelivered = environment.outbox.length + environment.effects.length > 0;
  const delivery = undelivered ? plus(from, undeliveredPause) : undefined;
  if (hasEnded(environment)) return delivery;
  const backstop = plus(from, longestSleep);
  const users = usersCheckAt(environment.usedBy ?? [], from);
  const scheduled = scheduledCheckTimer(environment, from);
  const check = environment.check && earliest([checkEndsBy(environment.check), plus(from, checkLook)]);
  return earliest([
    delivery,
    lifeTimer(environment),
    runTimer(environment.run, from),
    check,
    scheduled,
    users,
    backstop,
  ]);
}

/** When to look again after a look that found nothing to do: a timer that is already past is given a pause. */
export function dueAfterLook(environment: Environment, now: Instant): Instant | undefined {
  const due = dueAt(environment, now);
  return due === undefined ? undefined : latest(due, plus(now, undeliveredPause));
}

function lifeTimer(environment: Present): Instant | undefined {
  if (!isDoomed(environment))
    return earliest([
      leaseTimer(environment.lease),
      budgetTimer(environment),
      sleepTimer(environment),
      certificateTimer(environment),
    ]);
  return environment.run ? undefined : (environment.destruction.nextAttemptAt ?? environment.updatedAt);
}

function budgetTimer(environment: Present): Instant | undefined {
  const spending = spendingOf(environment);
  return earliest([spending && nextThresholdAt(spending), budgetSleepAt(environment)]);
}

function runTimer(run: Run | null, from: Instant): Instant | undefined {
  if (!run) return undefined;
  if (run.phase === 'awaiting-approval') return earliest([run.decideBy, plus(run.since, approvalWindow)]);
  // A run may wait for long: a write meanwhile makes the sweep no later than it is.
  if (!isClaimed(run)) return latest(plus(run.since, queuedCheck), from);
  const kill = run.stop && !run.stop.killedAt ? plus(run.stop.requestedAt, stopGrace) : undefined;
  return earliest([plus(run.heartbeat.seenAt, heartbeatWindow), kill]);
}
