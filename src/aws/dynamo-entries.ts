import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../domain/base/parse';
import type { Entry, EntryKind } from '../domain/registry/entry';
import type { Entries } from '../operations/ports/registry';
import { listEntries } from './dynamo-list';
import { dueShardOf, itemKey, type Table, conditionHeld } from './dynamo-table';

/** What of a kind its items are made by and read by. */
export type StoredKind<E extends Entry> = EntryKind<E, never>;

/** The truth about the entries of a kind: one item each, changed by conditional writes of the whole of it. */
export function createDynamoEntries<E extends Entry>(table: Table, kind: StoredKind<E>): Entries<E> {
  return {
    get: (key) => getEntry(table, kind, itemKey(kind.prefix, key)),
    getLife: async (id) => kind.kept && getEntry(table, kind, itemKey(kind.kept.prefix, id)),
    insert: (entry, previous) => putMarked(table, insertion(table, kind, { entry, previous })),
    save: (entry, seen) => putMarked(table, replacement(table, kind, { entry, seen })),
    keepLife: (ended) => keepLife(table, kind, ended),
    list: (filter, page) => listEntries({ table, kind }, filter, page),
  };
}

/** The item of an entry with the keys of the indexes that it is to be found by. */
export function toItem<E extends Entry>(kind: StoredKind<E>, entry: E): Record<string, unknown> {
  const key = itemKey(kind.prefix, kind.keyOf(entry));
  const { sort, owner, overdue, shown } = kind.indexes(entry);
  const due = kind.dueAt(entry);
  return {
    ...key,
    version: entry.version,
    ...shown,
    listKey: kind.list,
    listSort: sort,
    ...(owner !== undefined && { owner }),
    ...(due !== undefined && { dueShard: dueShardOf(key.pk, kind.dueIn), dueAt: due }),
    ...(overdue !== undefined && { overdueKey: overdue.key, overdueAt: overdue.at }),
    sweepAttempts: 0,
    body: bodyOf(kind, entry),
  };
}

function bodyOf<E extends Entry>(kind: StoredKind<E>, entry: E): unknown {
  return kind.toBody ? kind.toBody(entry) : entry;
}

function insertion<E extends Entry>(
  table: Table,
  kind: StoredKind<E>,
  { entry, previous }: { entry: E; previous: E | null },
) {
  if (previous) return replacement(table, kind, { entry, seen: previous });
  return {
    TableName: table.name,
    Item: toItem(kind, entry),
    ConditionExpression: 'attribute_not_exists(pk)',
  };
}

function replacement<E extends Entry>(
  table: Table,
  kind: StoredKind<E>,
  { entry, seen }: { entry: E; seen: E },
) {
  return {
    TableName: table.name,
    Item: toItem(kind, entry),
    ConditionExpression: 'body.id = :id AND #version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':id': seen.id, ':version': seen.version },
  };
}

/** Writes with a mark of its own: a retry of the SDK whose first attempt got through fails its condition, and the mark shows that. */
async function putMarked(table: Table, put: ReturnType<typeof insertion>): Promise<boolean> {
  const mark = randomUUID();
  const marked = new PutCommand({ ...put, Item: { ...put.Item, mark } });
  if (await conditionHeld(table.client.send(marked))) return true;
  const { pk, sk } = put.Item;
  const read = { TableName: table.name, Key: { pk, sk }, ConsistentRead: true, ProjectionExpression: 'mark' };
  const { Item } = await table.client.send(new GetCommand(read));
  return Item?.mark === mark;
}

async function getEntry<E extends Entry>(
  table: Table,
  kind: StoredKind<E>,
  key: { pk: string; sk: string },
): Promise<E | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return Item && parseRecord(kind.schema, Item.body, `The registry item ${key.pk}`);
}

/** Keeps the whole ended entry under its own id; an older version of it is replaced, a newer one stays. */
async function keepLife<E extends Entry>(table: Table, kind: StoredKind<E>, ended: E): Promise<void> {
  if (!kind.kept) return;
  const { version } = ended;
  const key = itemKey(kind.kept.prefix, ended.id);
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...key, version, ...kind.kept.shown(ended), body: bodyOf(kind, ended) },
    ConditionExpression: 'attribute_not_exists(pk) OR #version < :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  });
  await conditionHeld(table.client.send(put));
}
