import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { minuteOf, type RightRefusal, RefusalRow, writtenPerMinute } from '../domain/access/refusal';
import type { Instant } from '../domain/base/time';
import { parseRecord } from '../domain/base/parse';
import type { Refusals } from '../operations/ports/access';
import type { Page, Paged } from '../operations/ports/registry';
import { conditionHeld, fromCursor, itemKey, type Table, toCursor } from './dynamo-table';

/**
 * Refusals by their actor, found by their day. An actor has ten items and a number for each minute at most; the number alone
 * is ever changed, so it has a partition of its own, which is all that a role may update.
 */
export function createDynamoRefusals(table: Table): Refusals {
  return {
    count: (refused) => count(table, refused),
    write: (refusal, nth) => write(table, refusal, nth),
    list: (day, page) => list(table, day, page),
  };
}

async function count(
  table: Table,
  { actor, minute, more }: { actor: string; minute: Instant; more: number },
): Promise<number> {
  const Key = { ...itemKey('REFUSED-COUNT', actor), sk: minute };
  const counted = await update(table, Key, {
    UpdateExpression: 'ADD atLeast :more SET actor = :actor',
    ExpressionAttributeValues: { ':more': more, ':actor': actor },
  });
  // Only then does it say more than the refusals themselves.
  if (counted > writtenPerMinute)
    await update(table, Key, {
      UpdateExpression: 'SET listKey = :day, listSort = :minute',
      ExpressionAttributeValues: { ':day': dayOf(minute), ':minute': minute },
    });
  return counted;
}

type Change = { UpdateExpression: string; ExpressionAttributeValues: Record<string, unknown> };

async function update(table: Table, Key: { pk: string; sk: string }, change: Change): Promise<number> {
  const input = { TableName: table.name, Key, ReturnValues: 'ALL_NEW', ...change } as const;
  return Number((await table.client.send(new UpdateCommand(input))).Attributes?.atLeast);
}

async function write(table: Table, refusal: RightRefusal, nth: number): Promise<void> {
  const { actor, at } = refusal;
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...itemKey('REFUSED', actor),
      sk: `${minuteOf(at)}#${String(nth).padStart(2, '0')}`,
      listKey: dayOf(at),
      listSort: at,
      body: refusal,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await conditionHeld(table.client.send(put));
}

async function list(table: Table, day: string, { limit, cursor }: Page): Promise<Paged<RefusalRow>> {
  const listKey = dayOf(day);
  const query = new QueryCommand({
    TableName: table.name,
    IndexName: 'list',
    KeyConditionExpression: 'listKey = :day',
    ExpressionAttributeValues: { ':day': listKey },
    Limit: limit,
    ExclusiveStartKey: cursor === undefined ? undefined : fromCursor(cursor, { listKey }),
  });
  const { Items = [], LastEvaluatedKey } = await table.client.send(query);
  return { items: Items.map(toRow), next: toCursor(LastEvaluatedKey) };
}

function toRow({ pk, sk, body, actor, atLeast }: Record<string, unknown>): RefusalRow {
  const row = body ?? { kind: 'counted', at: sk, actor, atLeast };
  return parseRecord(RefusalRow, row, `The refusal ${String(pk)}/${String(sk)}`);
}

function dayOf(at: string): string {
  return `REFUSED#${at.slice(0, 10)}`;
}
