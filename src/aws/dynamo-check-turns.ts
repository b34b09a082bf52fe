import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../domain/base/parse';
import { CheckTurn } from '../domain/environment/drift/check-turn';
import type { CheckTurns } from '../operations/ports/drift';
import { conditionHeld, itemKey, type Table } from './dynamo-table';

/** One item for each target; the sweep never comes for it, as whoever wants the turn looks whether it is still used. */
export function createDynamoCheckTurns({ name, client }: Table): CheckTurns {
  return {
    get: async (target) => {
      const get = { TableName: name, Key: keyOf(target), ConsistentRead: true };
      const { Item } = await client.send(new GetCommand(get));
      return Item && parseRecord(CheckTurn, Item.body, `The turn of checks in ${target}`);
    },
    put: (turn) => conditionHeld(client.send(putting(name, turn))),
  };
}

function keyOf(target: string): { pk: string; sk: string } {
  return itemKey('CHECKS', target);
}

function putting(table: string, turn: CheckTurn): PutCommand {
  return new PutCommand({
    TableName: table,
    Item: { ...keyOf(turn.target), version: turn.version, body: turn },
    ConditionExpression: 'attribute_not_exists(pk) OR #version = :seen',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':seen': turn.version - 1 },
  });
}
