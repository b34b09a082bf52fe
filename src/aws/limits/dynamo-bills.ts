import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../../domain/base/parse';
import { Bill, billKey } from '../../domain/cost/actual-cost';
import type { Bills } from '../../operations/ports/limits';
import { conditionHeld, dueShardOf, itemKey, type Table } from '../dynamo-table';

/** The actual costs of ended lives, for ever; found by the due index while they are to be asked for. */
export function createDynamoBills(table: Table): Bills {
  return {
    begin: async (bill) => {
      await conditionHeld(
        table.client.send(
          new PutCommand({ ...putting(table, bill), ConditionExpression: 'attribute_not_exists(pk)' }),
        ),
      );
    },
    put: async (bill) => {
      await table.client.send(new PutCommand(putting(table, bill)));
    },
    get: async (life) => {
      const get = { TableName: table.name, Key: keyOf(life), ConsistentRead: true };
      const { Item } = await table.client.send(new GetCommand(get));
      return Item && parseRecord(Bill, Item.body, `The bill of ${life}`);
    },
  };
}

function keyOf(life: string): { pk: string; sk: string } {
  return itemKey(billKey.prefix, billKey.of(life));
}

function putting(table: Table, bill: Bill) {
  const key = keyOf(bill.life);
  const due = bill.dueAt !== null && { dueShard: dueShardOf(key.pk), dueAt: bill.dueAt };
  return { TableName: table.name, Item: { ...key, ...due, sweepAttempts: 0, body: bill } };
}
