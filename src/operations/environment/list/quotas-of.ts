import type { Actor } from '../../../domain/access/actor';
import { idsOf } from '../../../domain/access/authorize';
import { addUp } from '../../../domain/cost/money';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import type { QuotaView } from '../../../domain/environment/summary/summary-view';
import { type Holder, type Limits, quotaOf } from '../../../domain/limits/limits';

/** The quotas of an actor and of their teams, with what of these environments counts. */
export function quotasOf(actor: Actor, environments: readonly Environment[], limits: Limits): QuotaView[] {
  const holders: Holder[] = [
    ...idsOf(actor).map((name) => ({ kind: 'owner' as const, name })),
    ...actor.teams.map((name) => ({ kind: 'team' as const, name })),
  ];
  const living = environments.filter((one) => !hasEnded(one));
  const views = holders.flatMap((holder) => quotaViewOf(holder, living, limits) ?? []);
  // Nothing new is counted under the id of before, so it matters only while something lives under it.
  return views
    .filter(({ name, used }) => name !== actor.formerly || used > 0)
    .map(({ used: _, ...view }) => view);
}

function quotaViewOf(
  holder: Holder,
  living: readonly Environment[],
  limits: Limits,
): (QuotaView & { used: number }) | undefined {
  const quota = quotaOf(limits, holder);
  if (!quota) return undefined;
  const { kind, name } = holder;
  const own = living.filter(({ owner, team }) => (kind === 'owner' ? owner : team) === name);
  const { environments, hourly } = quota;
  const cost = addUp(own.map((one) => one.cost.hourly));
  return {
    holder: kind,
    name,
    used: own.length,
    ...(environments !== undefined && { environments: { limit: environments, used: own.length } }),
    ...(hourly !== undefined && { hourly: { limit: hourly, used: cost } }),
  };
}
