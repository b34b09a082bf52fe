import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../../domain/base/parse';
import type { Holder } from '../../domain/limits/limits';
import { HeldShares, sharesKey } from '../../domain/limits/shares';
import type { Shares } from '../../operations/ports/limits';
import { conditionHeld, dueShardOf, itemKey, type Table } from '../dynamo-table';

/** What owners and teams have taken of their quotas: one item each, found again by the due index. */
export function createDynamoShares(table: Table): Shares {
  return {
    get: (holder) => getShares(table, holder),
    put: (held) => conditionHeld(table.client.send(putting(table, held))),
  };
}

function keyOf(holder: Holder): { pk: string; sk: string } {
  return itemKey(sharesKey.prefix, sharesKey.of(holder));
}

async function getShares(table: Table, holder: Holder): Promise<HeldShares | undefined> {
  const get = { TableName: table.name, Key: keyOf(holder), ConsistentRead: true };
  const { Item } = await table.client.send(new GetCommand(get));
  return Item && parseRecord(HeldShares, Item.body, `The shares of ${holder.kind} ${holder.name}`);
}

function putting(table: Table, held: HeldShares): PutCommand {
  const key = keyOf(held.holder);
  const due = held.recountAt !== null && { dueShard: dueShardOf(key.pk), dueAt: held.recountAt };
  return new PutCommand({
    TableName: table.name,
    Item: { ...key, ...due, version: held.version, sweepAttempts: 0, body: held },
    ConditionExpression: 'attribute_not_exists(pk) OR #version = :seen',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':seen': held.version - 1 },
  });
}
