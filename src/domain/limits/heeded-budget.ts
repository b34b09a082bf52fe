import * as z from 'zod';
import { DomainError } from '../base/errors';
import type { Instant } from '../base/time';
import { Month, monthAfter, monthOf, startOf } from '../cost/accrual';
import { formatUsd } from '../cost/money';
import { Action } from './budget';
import { Holder } from './limits';

/**
 * Which thresholds of its owner's or team's budget an environment has acted on in a month; `sleepDue` while a run kept it from
 * being put to sleep.
 */
export const HeededBudget = z.strictObject({
  holder: Holder,
  month: Month,
  usd: z.number(),
  used: z.number(),
  passed: z.array(z.strictObject({ percent: z.int(), action: Action })),
  sleepDue: z.boolean().optional(),
});
export type HeededBudget = z.infer<typeof HeededBudget>;

/** Refuses an extension that needs an approver, by the budget that says so in the month of `now`. */
export function refuseExtension(heeded: readonly HeededBudget[], name: string, now: Instant): void {
  const stop = extensionStop(heeded, now);
  if (stop) throw budgetReached(stop.budget, { ...stop.passed, what: `extend '${name}'` });
}

/** The budget, and the threshold of it, that leaves an extension to approvers; undefined where none does. */
export function extensionStop(
  heeded: readonly HeededBudget[],
  now: Instant,
): { budget: HeededBudget; passed: HeededBudget['passed'][number] } | undefined {
  const stops = heeded.flatMap((budget) => {
    const passed = budget.passed.find(({ action }) => action === 'approve-extension');
    return passed && budget.month === monthOf(now) ? [{ budget, passed }] : [];
  });
  return stops[0];
}

/** The refusal of what a budget leaves to approvers, or to nobody. */
export function budgetReached(
  { holder, month, usd, used }: Pick<HeededBudget, 'holder' | 'month' | 'usd' | 'used'>,
  { percent, action, what }: { percent: number; action: string; what: string },
): DomainError<'BudgetReached'> {
  return new DomainError('BudgetReached', {
    holder: `${holder.kind} ${holder.name}`,
    month,
    percent,
    limit: formatUsd(usd),
    used: formatUsd(used),
    until: startOf(monthAfter(month)).slice(0, 10),
    who: action === 'destroy' ? 'no one' : 'only an approver or an administrator',
    what,
  });
}
