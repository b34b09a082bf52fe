import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DueIndex, DueItem } from '../operations/ports/deps';
import type { Instant } from '../domain/base/time';
import { dueShards, type Table, conditionHeld } from './dynamo-table';

const pageSize = 100;

/** What the sweep must look at: reads follow what is due, however many environments there are. */
export function createDynamoDueIndex(table: Table): DueIndex {
  return {
    due: (now) => dueItems(table, now),
    claim: (item, until) => claim(table, item, until),
    rest: (item, claimedUntil, next) => rest(table, item, { claimedUntil, next }),
  };
}

interface ShardCursor {
  shard: string;
  from: Record<string, unknown> | undefined;
}

/** Reads all shards side by side and yields what is due the longest first, so that no shard makes another's items later. */
async function* dueItems(table: Table, now: Instant): AsyncGenerator<DueItem[]> {
  let cursors: ShardCursor[] = Array.from({ length: dueShards }, (_, shard) => ({
    shard: `due#${shard}`,
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

/** Takes a due item for one sweep by moving its `dueAt`; undefined when another sweep or a decided write came first. */
async function claim(table: Table, { pk, sk, dueAt }: DueItem, until: (attempts: number) => Instant) {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: { pk, sk },
      ConsistentRead: true,
      ProjectionExpression: 'dueAt, sweepAttempts',
    }),
  );
  if (Item?.dueAt !== dueAt) return undefined;
  const attempts = Number(Item.sweepAttempts ?? 0) + 1;
  const claimedUntil = until(attempts);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk, sk },
    UpdateExpression: 'SET dueAt = :until, sweepAttempts = :attempts',
    ConditionExpression: 'dueAt = :seen',
    ExpressionAttributeValues: { ':until': claimedUntil, ':attempts': attempts, ':seen': dueAt },
  });
  return (await conditionHeld(table.client.send(update))) ? { attempts, claimedUntil } : undefined;
}

/** After a look that changed nothing: the claim's pause gives way to the item's own next timer. */
async function rest(
  table: Table,
  { pk, sk }: DueItem,
  { claimedUntil, next }: { claimedUntil: Instant; next: Instant },
): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk, sk },
    UpdateExpression: 'SET dueAt = :next, sweepAttempts = :none',
    ConditionExpression: 'dueAt = :claimed',
    ExpressionAttributeValues: { ':next': next, ':none': 0, ':claimed': claimedUntil },
  });
  await conditionHeld(table.client.send(update));
}
