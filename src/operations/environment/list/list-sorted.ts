import { DomainError, invalid } from '../../../domain/base/errors';
import type { Environment } from '../../../domain/environment/environment';
import { type SortOrder, sortKey } from '../../../domain/environment/summary/sort-key';
import type { Page, Paged } from '../../ports/registry';
import { gather, mostGathered } from './gather';
import type { ListOf } from './list-of';

/**
 * A page of a list in another order than the index has: everything is read and sorted for each page, so a longer list than can be
 * read for one answer is refused (TooManyToSort). A cursor is the sort key of the last one that was shown.
 */
export async function listSorted(
  list: ListOf,
  order: SortOrder,
  { limit, cursor }: Page,
): Promise<Paged<Environment>> {
  const after = cursor === undefined ? '' : placeOf(cursor);
  const { items, complete } = await gather(list);
  if (!complete) throw new DomainError('TooManyToSort', { most: mostGathered });
  const keyed = items.map((item) => ({ item, key: sortKey(item, order) }));
  const rest = keyed.filter(({ key }) => key > after).sort(byKey);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    next: last && rest.length > limit ? Buffer.from(last.key).toString('base64url') : null,
  };
}

function byKey({ key: a }: { key: string }, { key: b }: { key: string }): number {
  return a < b ? -1 : Number(a > b);
}

function placeOf(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/^\S{1,40} \S{2,32}$/.test(key)) return key;
  throw invalid('cursor', 'is not a cursor of this API; start again without it');
}
