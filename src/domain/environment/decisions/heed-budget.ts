import { leasehold } from '../../access/actor';
import type { Instant } from '../../base/time';
import { monthOf } from '../../cost/accrual';
import type { HolderBudget } from '../../limits/account-thresholds';
import type { HeededBudget } from '../../limits/heeded-budget';
import type { Holder } from '../../limits/limits';
import { type Environment, isLiving, type Living } from '../environment';
import { type Change, type EventDraft, type Moment, unchanged } from './change';
import { endWithUsers } from './use-environment';
import { isSettled, mayTurn, turn } from './sleep-environment';

/** Tells a life which thresholds of its owner's or team's budget the month has passed. */
export interface BudgetNews {
  life: string;
  budget: HolderBudget;
}

type Passed = HolderBudget['passed'][number];

/**
 * Acts on thresholds of the budget of its owner or team, each once: what it acted on is written with what it did. What is not
 * named any more holds no longer.
 */
export function heedBudget(
  environment: Environment,
  { life, budget }: BudgetNews,
  moment: Moment,
): Change | null {
  if (environment.id !== life || !isLiving(environment)) return unchanged;
  if (budget.month !== monthOf(moment.now)) return unchanged;
  const before = environment.heeded?.find((one) => isOf(one, budget));
  const news = budget.passed.filter((one) => !before?.passed.some((known) => isSame(known, one)));
  if (news.length === 0 && before?.passed.length === budget.passed.length) return unchanged;
  const acted = news.filter((one) => concerns(one, environment));
  const marked = withHeeded(environment, heededOf(budget, before, acted));
  const told = acted.filter(({ action, percent }) => action !== 'warn' || budget.notify.includes(percent));
  const events = told.map((one) => reachedEvent(budget, one));
  const next = actOn(marked, acted, moment) ?? { environment: marked, events: [], effects: [] };
  return { ...next, events: [...events, ...next.events] };
}

/** Puts to sleep what a run kept from it when the threshold was passed; nothing where its template cannot, or the month is over. */
export function sleepForBudget(living: Living, moment: Moment): Change | null {
  const isDue = living.heeded?.some(({ sleepDue }) => sleepDue) ?? false;
  if (!isDue || living.run) return unchanged;
  const isNow = living.heeded?.some(({ sleepDue, month }) => sleepDue && month === monthOf(moment.now));
  const heeded = living.heeded?.map(({ sleepDue: _, ...rest }) => rest);
  const cleared = { ...living, ...(heeded && { heeded }) };
  return (isNow ? putToSleep(cleared, moment) : null) ?? { environment: cleared, events: [], effects: [] };
}

/** When that is to be done: as soon as no run is at work. */
export function budgetSleepAt({ heeded, run, updatedAt }: Environment): Instant | undefined {
  return !run && heeded?.some(({ sleepDue }) => sleepDue) ? updatedAt : undefined;
}

/** What was created after a threshold was passed was created by somebody who may: only the end of all applies to it, too. */
function concerns({ action, at }: Passed, { createdAt }: Living): boolean {
  return action === 'destroy' || action === 'warn' || createdAt < at;
}

function actOn(living: Living, acted: readonly Passed[], moment: Moment): Change | null {
  if (acted.some(({ action }) => action === 'destroy')) return endWithUsers(living, 'over-budget', moment);
  return acted.some(({ action }) => action === 'sleep') ? sleepForBudget(living, moment) : unchanged;
}

function putToSleep(living: Living, moment: Moment): Change | null {
  if (!mayTurn(living) || isSettled(living, 'sleep')) return unchanged;
  return turn(living, { to: 'sleep', by: leasehold, scheduled: true }, moment);
}

function heededOf(
  { holder, month, usd, used, passed }: HolderBudget,
  before: HeededBudget | undefined,
  acted: readonly Passed[],
): HeededBudget {
  const sleepDue = before?.sleepDue === true || acted.some(({ action }) => action === 'sleep');
  const kept = passed.map(({ percent, action }) => ({ percent, action }));
  return { holder, month, usd, used, passed: kept, ...(sleepDue && { sleepDue }) };
}

function withHeeded(living: Living, heeded: HeededBudget): Living {
  const others = living.heeded?.filter(({ holder }) => !isHolder(holder, heeded.holder)) ?? [];
  return { ...living, heeded: [...others, heeded] };
}

function reachedEvent({ holder, month, usd, used }: HolderBudget, { percent, action }: Passed): EventDraft {
  const data = {
    percent,
    action,
    budget: usd,
    accrued: used,
    holder: `${holder.kind} ${holder.name}`,
    month,
  };
  return { type: 'BudgetThresholdReached', actor: leasehold, data };
}

function isOf(one: HeededBudget, { holder, month }: HolderBudget): boolean {
  return isHolder(one.holder, holder) && one.month === month;
}

function isHolder(one: Holder, { kind, name }: Holder): boolean {
  return one.kind === kind && one.name === name;
}

function isSame(one: { percent: number; action: string }, { percent, action }: Passed): boolean {
  return one.percent === percent && one.action === action;
}
