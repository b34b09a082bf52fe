import type { Actor } from '../../../domain/access/actor';
import type { ListEnvironmentsQuery } from '../../../domain/api/queries';
import type { Environment } from '../../../domain/environment/environment';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { Deps } from '../../ports/deps';
import type { Paged } from '../../ports/registry';
import { showAllTo, type ShowingDeps } from '../deeds/show-environment';
import { listOf } from './list-of';
import { listSorted } from './list-sorted';

/** Environments by name, or as `sort` says, a page at a time. The index may be slightly out of date. */
export async function listEnvironments(
  query: ListEnvironmentsQuery & { actor: Actor },
  deps: Pick<Deps, 'registry'> & ShowingDeps,
): Promise<Paged<EnvironmentView>> {
  const { items, next } = await listPage(query, deps);
  return { items: await showAllTo(query.actor, items, deps), next };
}

function listPage(
  { actor, limit, cursor, sort, ...sought }: ListEnvironmentsQuery & { actor: Actor },
  deps: Pick<Deps, 'registry'>,
): Promise<Paged<Environment>> {
  const list = listOf(actor, sought, deps);
  return sort === undefined ? list({ limit, cursor }) : listSorted(list, sort, { limit, cursor });
}
