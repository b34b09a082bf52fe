import type { Actor } from '../../../domain/access/actor';
import { idsOf } from '../../../domain/access/authorize';
import { toUsd } from '../../../domain/cost/money';
import type { QuotaView } from '../../../domain/environment/summary/summary-view';
import { spentIn } from '../../../domain/limits/budget-account';
import { type Holder, monthBudgetOf } from '../../../domain/limits/limits';
import { type AccountDeps, readAccount } from '../limits/change-account';

/** A budget as it is shown, and whose. */
export interface ShownBudget {
  holder: Holder;
  view: NonNullable<QuotaView['budget']>;
}

/** Whose quotas and budgets an actor is shown: their own, and those of their teams. */
export function holdersFor(actor: Actor): Holder[] {
  return [
    ...idsOf(actor).map((name) => ({ kind: 'owner' as const, name })),
    ...actor.teams.map((name) => ({ kind: 'team' as const, name })),
  ];
}

/** The budgets of an actor and of their teams, with what the month has cost so far. */
export async function budgetsOf(actor: Actor, deps: AccountDeps): Promise<ShownBudget[]> {
  const found = await Promise.all(holdersFor(actor).map((holder) => budgetOf(holder, deps)));
  return found.flatMap((one) => one ?? []);
}

async function budgetOf(holder: Holder, deps: AccountDeps): Promise<ShownBudget | undefined> {
  const budget = monthBudgetOf(deps.limits, holder);
  if (!budget) return undefined;
  const now = deps.clock();
  const account = await readAccount(holder, deps);
  return { holder, view: { month: account.month, limit: budget.usd, used: toUsd(spentIn(account, now)) } };
}
