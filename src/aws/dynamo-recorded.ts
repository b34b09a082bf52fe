import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../domain/base/parse';
import { type AuditDay, type Recorded, RecordedEvent } from '../domain/registry/audit-day';
import type { ExportQueue, RecordedEvents } from '../operations/ports/audit';
import { conditionHeld, dueShardOf, itemKey, type Key, shardOf, type Table } from './dynamo-table';

/** How many partitions of the index a day is spread over. */
const dayShards = 4;

/** Where an event is found by the day on which it was written: in `list`, so that a day is read and nothing else. */
export function recordedKeys(subject: string, sk: string, day: AuditDay) {
  return { listKey: partition(day, shardOf(subject, dayShards)), listSort: `${subject}#${sk}` };
}

/** The audit, read by day. */
export function createDynamoRecorded(table: Table): RecordedEvents {
  return {
    on: async (day) => {
      const shards = Array.from({ length: dayShards }, (_, shard) => readShard(table, partition(day, shard)));
      return (await Promise.all(shards)).flat();
    },
  };
}

async function readShard(table: Table, listKey: string): Promise<Recorded[]> {
  const found: Recorded[] = [];
  let from: Key | undefined;
  do {
    const query = {
      TableName: table.name,
      IndexName: 'list',
      KeyConditionExpression: 'listKey = :day',
      ExpressionAttributeValues: { ':day': listKey },
      ExclusiveStartKey: from,
    };
    const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(query));
    found.push(...Items.map(toRecorded));
    from = LastEvaluatedKey;
  } while (from);
  return found;
}

function toRecorded({ pk, sk, body }: Record<string, unknown>): Recorded {
  const event = parseRecord(RecordedEvent, body, `The event ${String(pk)}/${String(sk)}`);
  return { subject: String(pk).replace(/^EVENT#/, ''), event };
}

function partition(day: AuditDay, shard: number): string {
  return `AUDIT#${day}#${shard}`;
}

/** The one item that says which day is exported next. */
export function createDynamoExports(table: Table): ExportQueue {
  const key = itemKey('EXPORT', 'audit');
  return {
    begin: async (day, dueAt) => {
      const Item = { ...key, dueShard: dueShardOf(key.pk), dueAt, sweepAttempts: 0, body: { day } };
      const ConditionExpression = 'attribute_not_exists(pk)';
      await conditionHeld(
        table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression })),
      );
    },
    advance: async (from, { day, dueAt }) => {
      const update = new UpdateCommand({
        TableName: table.name,
        Key: key,
        UpdateExpression: 'SET body.#day = :next, dueAt = :dueAt, sweepAttempts = :none',
        ConditionExpression: 'body.#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':next': day, ':dueAt': dueAt, ':none': 0, ':day': from },
      });
      await conditionHeld(table.client.send(update));
    },
  };
}
