import * as z from 'zod';
import { earliest, Instant } from '../base/time';
import { type Accrual, accruedAt, reachesAt } from '../cost/accrual';
import { toNanos, toUsd } from '../cost/money';

/** What happens at a threshold: people are notified; an extension needs an approver; the environment sleeps, or is destroyed. */
export const Action = z.enum(['warn', 'approve-extension', 'sleep', 'destroy']);

const Threshold = z.strictObject({
  percent: z.int().min(1).max(1_000).describe('Of the budget.'),
  action: Action.describe(
    'What happens once that much has accrued; each of them also notifies people. `approve-extension`: only approvers and admins may extend it.',
  ),
});
export type Threshold = z.infer<typeof Threshold>;

const usual: Threshold[] = [
  { percent: 50, action: 'warn' },
  { percent: 80, action: 'warn' },
  { percent: 100, action: 'approve-extension' },
];

const Thresholds = z
  .array(Threshold)
  .min(1)
  .max(10)
  .refine(
    (all) => new Set(all.map(({ percent }) => percent)).size === all.length,
    'must not name a percentage twice',
  )
  .default(usual);
const Usd = z.number().positive().max(1_000_000);

/** What an environment may cost over its life. */
export const Budget = z.strictObject({
  usd: Usd.describe('What it may cost over its life, in USD.'),
  thresholds: Thresholds.describe('What happens when how much of it has accrued.'),
});
export type Budget = z.infer<typeof Budget>;

/** What the environments of an owner or a team may cost in a calendar month (UTC). */
export const MonthBudget = z.strictObject({
  usd: Usd.describe('What their environments may cost together in a calendar month (UTC), in USD.'),
  thresholds: Thresholds.describe(
    'What happens when how much of it has accrued in the month. `approve-extension`: only approvers and admins may extend their environments or create more; `destroy`: no one may create more.',
  ),
});

/** The budget of a life as it was created with, and the percentages that were passed, each with when. */
export const LifeBudget = z.strictObject({
  usd: z.number().positive(),
  thresholds: z.array(Threshold),
  passed: z.array(z.strictObject({ percent: z.int(), at: Instant })),
});
export type LifeBudget = z.infer<typeof LifeBudget>;

/** The budget of a life that begins. */
export function startBudget({ usd, thresholds }: Budget): LifeBudget {
  return { usd, thresholds: [...thresholds].sort((a, b) => a.percent - b.percent), passed: [] };
}

/** A life's budget with what it has cost. */
export interface Spending {
  budget: LifeBudget;
  accrual: Accrual;
}

/** The thresholds that are reached by now and were not before, the lowest first. */
export function reachedThresholds({ budget, accrual }: Spending, now: Instant): Threshold[] {
  const accrued = accruedAt(accrual, now);
  return openThresholds(budget).filter((one) => accrued >= amountOf(budget, one));
}

/** When the next one is reached at the present rate; it may lie behind. Undefined where none ever is. */
export function nextThresholdAt({ budget, accrual }: Spending): Instant | undefined {
  return earliest(openThresholds(budget).map((one) => reachesAt(accrual, amountOf(budget, one))));
}

/** What has accrued by now, in USD. */
export function spentOf({ accrual }: Spending, now: Instant): number {
  return toUsd(accruedAt(accrual, now));
}

/** Whether only an approver may extend it: it has passed a threshold that says so. */
export function needsApprover({ thresholds, passed }: LifeBudget): boolean {
  const asking = thresholds.filter(({ action }) => action === 'approve-extension');
  return asking.some(({ percent }) => passed.some((one) => one.percent === percent));
}

function openThresholds({ thresholds, passed }: LifeBudget): Threshold[] {
  return thresholds.filter(({ percent }) => !passed.some((one) => one.percent === percent));
}

function amountOf({ usd }: LifeBudget, { percent }: Threshold): number {
  return Math.round((toNanos(usd) * percent) / 100);
}
