import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Claim, DueIndex, DueItem } from '../operations/ports/registry';
import type { Instant } from '../domain/base/time';
import { conditionHeld, dueShards, sweptPart, type Table, writtenIfHeld } from './dynamo-table';

const pageSize = 100;

/** What must be looked at, by the sweep unless another part is named: reads follow what is due, however many entries there are. */
export function createDynamoDueIndex(table: Table, part = sweptPart): DueIndex {
  return {
    due: (now) => dueItems({ table, part }, now),
    claim: (item, until) => claim(table, item, until),
    // After a look that changed nothing, the claim's pause gives way to the item's own next timer.
    rest: async (item, claimedUntil, next) => {
      await move(table, { ...item, dueAt: claimedUntil }, { dueAt: next, attempts: 0 });
    },
  };
}

interface ShardCursor {
  shard: string;
  from: Record<string, unknown> | undefined;
}

/** Reads all shards side by side and yields what is due the longest first, so that no shard makes another's items later. */
async function* dueItems(
  { table, part }: { table: Table; part: string },
  now: Instant,
): AsyncGenerator<DueItem[]> {
  let cursors: ShardCursor[] = Array.from({ length: dueShards }, (_, shard) => ({
    shard: `${part}#${shard}`,
    from: undefined,
  }));
  while (cursors.length > 0) {
    const pages = await Promise.all(cursors.map((cursor) => readShard(table, cursor, now)));
    const items = pages.flatMap((page) => page.items);
    if (items.length > 0) yield items.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    cursors = pages.flatMap(({ next }) => next ?? []);
  }
}

async function readShard(
  table: Table,
  { shard, from }: ShardCursor,
  now: Instant,
): Promise<{ items: DueItem[]; next: ShardCursor | undefined }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
      ExpressionAttributeValues: { ':shard': shard, ':now': now },
      Limit: pageSize,
      ExclusiveStartKey: from,
    }),
  );
  return { items: Items as DueItem[], next: LastEvaluatedKey && { shard, from: LastEvaluatedKey } };
}

/**
 * Takes a due item for one sweep by moving its `dueAt`, and reads it by that same write; undefined when another sweep or a
 * decided write came first. How far it is put off depends on attempts that only the item knows, so from the second attempt on
 * a second write puts it off further.
 */
async function claim(
  table: Table,
  item: DueItem,
  until: (attempts: number) => Instant,
): Promise<Claim | undefined> {
  const first = until(1);
  const taken = await take(table, item, first);
  if (!taken || taken.attempts === 1) return taken && { ...taken, claimedUntil: first };
  const claimedUntil = until(taken.attempts);
  const { attempts } = taken;
  const stillOurs = await move(table, { ...item, dueAt: first }, { dueAt: claimedUntil, attempts });
  return stillOurs ? { ...taken, claimedUntil } : undefined;
}

async function take(
  table: Table,
  { pk, sk, dueAt }: DueItem,
  until: Instant,
): Promise<Pick<Claim, 'attempts' | 'body'> | undefined> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk, sk },
    UpdateExpression: 'SET dueAt = :until ADD sweepAttempts :one',
    ConditionExpression: 'dueAt = :seen',
    ExpressionAttributeValues: { ':until': until, ':one': 1, ':seen': dueAt },
    ReturnValues: 'ALL_NEW',
  });
  const written = await writtenIfHeld(table.client.send(update));
  if (!written) return undefined;
  const { Attributes = {} } = written;
  return { attempts: Number(Attributes.sweepAttempts), body: Attributes.body };
}

/** Moves the due time of an item that still has the one that was seen; false when a sweep or a decided write came first. */
function move(
  table: Table,
  { pk, sk, dueAt: seen }: DueItem,
  { dueAt, attempts }: { dueAt: Instant; attempts: number },
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk, sk },
    UpdateExpression: 'SET dueAt = :dueAt, sweepAttempts = :attempts',
    ConditionExpression: 'dueAt = :seen',
    ExpressionAttributeValues: { ':dueAt': dueAt, ':attempts': attempts, ':seen': seen },
  });
  return conditionHeld(table.client.send(update));
}
