import type { Actor } from '../../../domain/access/actor';
import { addUp } from '../../../domain/cost/money';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import type { QuotaView } from '../../../domain/environment/summary/summary-view';
import { type Holder, type Limits, quotaOf } from '../../../domain/limits/limits';
import { holdersFor, type ShownBudget } from './budgets-of';

/** The quotas and budgets of an actor and of their teams, with what of these environments counts. */
export function quotasOf(
  actor: Actor,
  environments: readonly Environment[],
  { limits, budgets = [] }: { limits: Limits; budgets?: readonly ShownBudget[] },
): QuotaView[] {
  const living = environments.filter((one) => !hasEnded(one));
  const views = holdersFor(actor).flatMap((holder) => {
    const budget = budgets.find((one) => one.holder.kind === holder.kind && one.holder.name === holder.name);
    return quotaViewOf(holder, living, { limits, budget: budget?.view }) ?? [];
  });
  // Nothing new is counted under the id of before, so it matters only while something lives under it.
  return views
    .filter(({ name, used, budget }) => name !== actor.formerly || used > 0 || (budget?.used ?? 0) > 0)
    .map(({ used: _, ...view }) => view);
}

function quotaViewOf(
  holder: Holder,
  living: readonly Environment[],
  { limits, budget }: { limits: Limits; budget: QuotaView['budget'] },
): (QuotaView & { used: number }) | undefined {
  const quota = quotaOf(limits, holder);
  if (!quota && !budget) return undefined;
  const { kind, name } = holder;
  const own = living.filter(({ owner, team }) => (kind === 'owner' ? owner : team) === name);
  const { environments, hourly } = quota ?? {};
  const cost = addUp(own.map((one) => one.cost.hourly));
  return {
    holder: kind,
    name,
    used: own.length,
    ...(environments !== undefined && { environments: { limit: environments, used: own.length } }),
    ...(hourly !== undefined && { hourly: { limit: hourly, used: cost } }),
    ...(budget && { budget }),
  };
}
