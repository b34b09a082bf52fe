import type { Actor } from '../../../domain/access/actor';
import { hasRole } from '../../../domain/access/authorize';
import { toUsd } from '../../../domain/cost/money';
import { stoppedBy } from '../../../domain/limits/account-thresholds';
import { spentIn } from '../../../domain/limits/budget-account';
import { budgetReached } from '../../../domain/limits/heeded-budget';
import { holdersOf, monthBudgetOf } from '../../../domain/limits/limits';
import { type AccountDeps, readAccount } from './change-account';

/**
 * Throws BudgetReached where the budget of the owner or the team leaves it to approvers, or to nobody, to create more this month.
 * It follows from what the month has cost and from the budget as it is configured now.
 */
export async function refuseOverBudget(
  actor: Actor,
  asked: { name: string; owner: string; team: string | null },
  deps: AccountDeps,
): Promise<void> {
  for (const holder of holdersOf(asked)) {
    const budget = monthBudgetOf(deps.limits, holder);
    if (!budget) continue;
    const now = deps.clock();
    const account = await readAccount(holder, deps);
    const stop = stoppedBy(account, budget, now);
    if (!stop || (stop.action === 'approve-extension' && hasRole(actor, 'approver'))) continue;
    const numbers = { holder, month: account.month, usd: budget.usd, used: toUsd(spentIn(account, now)) };
    throw budgetReached(numbers, { ...stop, what: `create '${asked.name}'` });
  }
}
