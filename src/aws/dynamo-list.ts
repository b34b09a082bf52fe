import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Entry, EntryKind } from '../domain/registry/entry';
import type { EntryFilter, Page, Paged } from '../operations/ports/registry';
import { conditionsFor } from './dynamo-conditions';
import { fromCursor, type Key, type Table, toCursor } from './dynamo-table';

/** Whose items are listed. */
interface Listed<E extends Entry> {
  table: Table;
  kind: EntryKind<E, never>;
}

/** A partition of an index that lists. */
interface Partition {
  index: string;
  attribute: string;
  value: string;
}

/**
 * How many items one call reads at most, whatever it looks for: DynamoDB reads an item before it filters it, so a filter
 * that nothing matches would else read all there are.
 */
const mostRead = 100;

/**
 * The entries of a kind by the sort of its list, those of one owner where the filter names one. A page holds fewer than
 * `limit`, or none, where the filter left out what was read; it is the last one only when `next` is null.
 */
export async function listEntries<E extends Entry>(
  { table, kind }: Listed<E>,
  { owner, ...filter }: EntryFilter,
  { limit, cursor }: Page,
): Promise<Paged<E>> {
  const items: E[] = [];
  const partition = partitionOf(kind, owner);
  const { attribute, value } = partition;
  const query = { ...listQuery(table, partition, filter), ScanIndexForward: !kind.newestFirst };
  let from = cursor === undefined ? undefined : fromCursor(cursor, { [attribute]: value });
  for (let left = mostRead; left > 0;) {
    const Limit = Math.min(limit, left);
    const page = await table.client.send(new QueryCommand({ ...query, Limit, ExclusiveStartKey: from }));
    for (const item of page.Items ?? []) {
      // A corrupt item must not hide the others; the sweep reports it to a person.
      const { data: entry } = kind.schema.safeParse(item.body);
      if (entry) items.push(entry);
      if (items.length === limit)
        return { items, next: toCursor(nextKey(item, attribute, page.LastEvaluatedKey)) };
    }
    from = page.LastEvaluatedKey;
    if (!from) return { items, next: null };
    left -= Math.max(page.ScannedCount ?? 0, 1);
  }
  return { items, next: toCursor(from) };
}

/** The key to go on from after `item`: DynamoDB's own where the page ended there, else one made from the item. */
function nextKey(item: Key, attribute: string, last: Key | undefined): Key {
  if (last && last.pk === item.pk) return last;
  const { pk, sk, listSort } = item;
  return { pk, sk, listSort, [attribute]: item[attribute] };
}

function partitionOf<E extends Entry>({ list }: EntryKind<E, never>, owner: string | undefined): Partition {
  return owner === undefined
    ? { index: 'list', attribute: 'listKey', value: list }
    : { index: 'owner', attribute: 'owner', value: owner };
}

function listQuery(table: Table, { index, attribute, value }: Partition, filter: EntryFilter) {
  const { text, names, values } = conditionsFor(filter);
  return {
    TableName: table.name,
    IndexName: index,
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: { '#key': attribute, ...names },
    ExpressionAttributeValues: { ':key': value, ...values },
    ...(text !== '' && { FilterExpression: text }),
  };
}
