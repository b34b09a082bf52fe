import { leasehold } from '../../access/actor';
import type { Instant } from '../../base/time';
import { reachedThresholds, type Spending, spentOf, type Threshold } from '../../limits/budget';
import type { Environment, Living } from '../environment';
import { type Change, type EventDraft, type Moment, unchanged } from './change';
import { isSettled, mayTurn, turn } from './sleep-environment';
import { endWithUsers } from './use-environment';

/** A life's budget and meter; undefined where it has no budget, or nothing was counted yet. */
export function spendingOf({ budget, accrual }: Environment): Spending | undefined {
  return budget && accrual && { budget, accrual };
}

/** Passes the thresholds of the budget that are reached, each once; one that says so destroys the environment. */
export function passBudget(living: Living, moment: Moment): Change | null {
  const spending = spendingOf(living);
  const reached = spending ? actionable(living, reachedThresholds(spending, moment.now)) : [];
  if (!spending || reached.length === 0) return unchanged;
  const passed = withPassed(living, { spending, reached }, moment.now);
  const events = reached.map((one) => reachedEvent(spending, one, moment.now));
  const isOver = reached.some(({ action }) => action === 'destroy');
  const ended = isOver ? endWithUsers(passed, 'over-budget', moment) : null;
  const next = ended ??
    putToSleep(passed, reached, moment) ?? { environment: passed, events: [], effects: [] };
  return { ...next, events: [...events, ...next.events] };
}

/** A run that is at work cannot be turned: what puts to sleep waits for its end, unless all is destroyed anyway. */
function actionable({ run }: Living, reached: Threshold[]): Threshold[] {
  if (!run || reached.some(({ action }) => action === 'destroy')) return reached;
  return reached.filter(({ action }) => action !== 'sleep');
}

/** Nothing where its template cannot sleep, or it sleeps already; people were notified all the same. */
function putToSleep(living: Living, reached: Threshold[], moment: Moment): Change | null {
  const isAsked = reached.some(({ action }) => action === 'sleep');
  if (!isAsked || living.run || !mayTurn(living) || isSettled(living, 'sleep')) return unchanged;
  return turn(living, { to: 'sleep', by: leasehold, scheduled: true }, moment);
}

function withPassed(
  living: Living,
  { spending, reached }: { spending: Spending; reached: Threshold[] },
  at: Instant,
): Living {
  const { budget } = spending;
  const passed = [...budget.passed, ...reached.map(({ percent }) => ({ percent, at }))];
  return { ...living, budget: { ...budget, passed } };
}

function reachedEvent(spending: Spending, { percent, action }: Threshold, now: Instant): EventDraft {
  const data = { percent, action, budget: spending.budget.usd, accrued: spentOf(spending, now) };
  return { type: 'BudgetThresholdReached', actor: leasehold, data };
}
