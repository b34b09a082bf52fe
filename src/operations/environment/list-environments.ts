import type { Actor } from '../../domain/access/actor';
import type { ListEnvironmentsQuery } from '../../domain/api/requests';
import type { EnvironmentView } from '../../domain/environment/view';
import type { Deps } from '../ports/deps';
import type { Environment } from '../../domain/environment/environment';
import type { Page, Paged } from '../ports/registry';
import { showAllTo, type ShowingDeps } from './deeds/show-environment';

/** What a cursor begins with, as no other does, once the caller's present id is listed, and the one before is being listed. */
const former = '-';

/**
 * Environments by name, a page at a time; `owner: me` is the caller, under the present id and then under the one before. The
 * index may be slightly out of date.
 */
export async function listEnvironments(
  { actor, limit, cursor, owner, ...filter }: ListEnvironmentsQuery & { actor: Actor },
  deps: Pick<Deps, 'registry'> & ShowingDeps,
): Promise<Paged<EnvironmentView>> {
  const list: ListOf = (by, page) => deps.registry.list({ ...filter, owner: by }, page);
  const page = { limit, cursor };
  const { items, next } = await (owner === 'me' ? listOwn(actor, page, list) : list(owner, page));
  return { items: await showAllTo(actor, items, deps), next };
}

type ListOf = (owner: string | undefined, page: Page) => Promise<Paged<Environment>>;

async function listOwn(
  { id, formerly }: Actor,
  { limit, cursor }: Page,
  list: ListOf,
): Promise<Paged<Environment>> {
  if (formerly === undefined) return list(id, { limit, cursor });
  if (cursor?.startsWith(former)) return marked(await list(formerly, { limit, cursor: within(cursor) }));
  const { items, next } = await list(id, { limit, cursor });
  if (next !== null) return { items, next };
  if (items.length === limit) return { items, next: former };
  const older = marked(await list(formerly, { limit: limit - items.length }));
  return { items: [...items, ...older.items], next: older.next };
}

function within(cursor: string): string | undefined {
  return cursor.slice(former.length) || undefined;
}

function marked({ items, next }: Paged<Environment>): Paged<Environment> {
  return { items, next: next === null ? null : `${former}${next}` };
}
