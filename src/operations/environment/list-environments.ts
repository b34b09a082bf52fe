import type { Actor } from '../../domain/access/actor';
import type { ListEnvironmentsQuery } from '../../domain/api/requests';
import { type EnvironmentView, toView } from '../../domain/environment/view';
import type { Deps } from '../ports/deps';
import type { Paged } from '../ports/registry';

/** Environments by name, a page at a time; `owner: me` is the caller. The index may be slightly out of date. */
export async function listEnvironments(
  { actor, limit, cursor, owner, ...filter }: ListEnvironmentsQuery & { actor: Actor },
  { registry }: Pick<Deps, 'registry'>,
): Promise<Paged<EnvironmentView>> {
  const wanted = { ...filter, owner: owner === 'me' ? actor.id : owner };
  const { items, next } = await registry.list(wanted, { limit, cursor });
  return { items: items.map((environment) => toView(environment)), next };
}
