import { hour, type Instant, plus } from '../base/time';
import { monthAfter, startOf } from '../cost/accrual';
import { type Nanos, toNanos, toUsd } from '../cost/money';
import type { Budget, Threshold } from './budget';
import {
  type BudgetAccount,
  type CountedLife,
  inMonthOf,
  type PassedThreshold,
  rateOf,
  restUntil,
  spentIn,
} from './budget-account';
import type { Holder } from './limits';

/** So many environments are told of a threshold in one visit. */
const mostTold = 200;

/** What an environment is told of its holder's budget: all thresholds of the month, and of which it is to notify people. */
export interface HolderBudget {
  holder: Holder;
  month: string;
  usd: number;
  used: number;
  passed: { percent: number; action: Threshold['action']; at: Instant }[];
  notify: number[];
}

/** One life, and what it is to be told. */
export interface Telling {
  life: Pick<CountedLife, 'id' | 'name'>;
  budget: HolderBudget;
}

/**
 * The account with the thresholds of the budget that are reached by now. One that was passed stays so until the month ends;
 * only another budget takes it back, where that much of it is not used.
 */
export function passThresholds(
  account: BudgetAccount,
  budget: Budget | undefined,
  now: Instant,
): BudgetAccount {
  const current = inMonthOf(account, now);
  if (!budget) return current.passed.length === 0 ? current : { ...current, passed: [] };
  const used = spentIn(current, now);
  const kept = current.passed.filter((one) => stillHolds(one, budget, used));
  const isNew = ({ percent, action }: Threshold) =>
    !kept.some((one) => one.percent === percent && one.action === action);
  const reached = budget.thresholds.filter((one) => used >= amountOf(budget, one) && isNew(one));
  if (reached.length === 0 && kept.length === current.passed.length) return current;
  const added = reached.map(({ percent, action }) => {
    return { percent, action, usd: budget.usd, at: now, notified: false };
  });
  const passed = [...kept, ...added].sort((a, b) => a.percent - b.percent);
  return { ...current, passed };
}

/** The account with the time of its next look: null where nothing of it can cost more, or it has no budget and counts no further. */
export function withDue(account: BudgetAccount, budget: Budget | undefined, now: Instant): BudgetAccount {
  if (!budget) return { ...account, isComplete: false, dueAt: null };
  if (!account.isComplete) return { ...account, dueAt: now };
  if (account.lives.length === 0) return { ...account, dueAt: null };
  const reachedAt = nextReachedAt(account, budget, now);
  return { ...account, dueAt: restUntil(account, { reachedAt, isTelling: untold(account).length > 0, now }) };
}

/** Who is still to be told what, in the order of their ids: the first one notifies people of what nobody was notified of. */
export function tellingsOf(account: BudgetAccount, budget: Budget, now: Instant): Telling[] {
  const { holder, month, passed } = account;
  const used = toUsd(spentIn(account, now));
  const common = { holder, month, usd: budget.usd, used };
  const open = passed.filter(({ notified }) => !notified).map(({ percent }) => percent);
  return untold(account)
    .slice(0, mostTold)
    .map(({ id, name }, index) => ({
      life: { id, name },
      budget: {
        ...common,
        passed: passed.map(({ percent, action, at }) => ({ percent, action, at })),
        notify: index === 0 ? open : [],
      },
    }));
}

/** The account once these were told; what was passed or lifted since is told them anew. */
export function withTold(account: BudgetAccount, told: readonly Telling[]): BudgetAccount {
  const byLife = new Map(told.map((one) => [one.life.id, one.budget]));
  const notified = new Set(told.flatMap(({ budget }) => budget.notify));
  const lives = account.lives.map((life) => {
    const budget = byLife.get(life.id);
    return budget?.month === account.month ? { ...life, told: wordsOf(budget.passed) } : life;
  });
  const isTold = (one: PassedThreshold) => one.notified || notified.has(one.percent);
  const isOfMonth = told.some(({ budget }) => budget.month === account.month);
  const passed = account.passed.map((one) => ({ ...one, notified: isOfMonth ? isTold(one) : one.notified }));
  return { ...account, lives, passed };
}

/** The highest threshold reached that stops more from being created; undefined where there is room. */
export function stoppedBy(account: BudgetAccount, budget: Budget, now: Instant): Threshold | undefined {
  const used = spentIn(inMonthOf(account, now), now);
  const stops = budget.thresholds.filter(
    ({ action }) => action === 'approve-extension' || action === 'destroy',
  );
  const reached = stops.filter((one) => used >= amountOf(budget, one));
  return reached.find(({ action }) => action === 'destroy') ?? reached[0];
}

/** When the next threshold is reached within the month, at what lives now. */
function nextReachedAt(account: BudgetAccount, budget: Budget, now: Instant): Instant | undefined {
  const used = spentIn(account, now);
  const rate = rateOf(account);
  const open = budget.thresholds.filter(({ percent, action }) => {
    return !account.passed.some((one) => one.percent === percent && one.action === action);
  });
  const missing = open.map((one) => amountOf(budget, one) - used).sort((a, b) => a - b)[0];
  if (missing === undefined) return undefined;
  if (missing <= 0) return now;
  if (rate === 0) return undefined;
  const ms = Math.ceil((missing * hour) / rate);
  const monthEnd = startOf(monthAfter(account.month));
  return ms < Date.parse(monthEnd) - Date.parse(now) ? plus(now, ms) : undefined;
}

function untold({ lives, passed }: BudgetAccount): CountedLife[] {
  const words = wordsOf(passed);
  return lives.filter(({ told }) => told !== words);
}

/** In short, as it is kept of each life. */
function wordsOf(passed: readonly Pick<PassedThreshold, 'percent' | 'action'>[]): string {
  return passed.map(({ percent, action }) => `${percent}${action.charAt(0)}`).join(',');
}

function stillHolds({ percent, action, usd }: PassedThreshold, budget: Budget, used: Nanos): boolean {
  const configured = budget.thresholds.find((one) => one.percent === percent && one.action === action);
  return configured !== undefined && (usd === budget.usd || used >= amountOf(budget, configured));
}

function amountOf({ usd }: Budget, { percent }: Threshold): Nanos {
  return Math.round((toNanos(usd) * percent) / 100);
}
