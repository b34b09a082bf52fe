import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../domain/base/parse';
import type { Audit } from '../operations/ports/registry';
import type { Table } from './dynamo-table';

/** Every event there ever was, by its subject and number; the key is the event, so writing one twice is writing it once. */
export function createDynamoAudit(table: Table): Audit {
  return {
    append: async ({ subject, event }) => {
      const Item = { ...eventKey(subject, event.seq), body: event };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
    list: async (schema, subject, { after, limit }) => {
      const { pk, sk } = eventKey(subject, after);
      const query = {
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': pk, ':after': sk },
        Limit: limit,
        ConsistentRead: true,
      };
      const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(query));
      const items = Items.map((item) =>
        parseRecord(schema, item.body, `The event ${String(item.pk)}/${String(item.sk)}`),
      );
      return { items, more: LastEvaluatedKey !== undefined };
    },
  };
}

function eventKey(subject: string, seq: number): { pk: string; sk: string } {
  return { pk: `EVENT#${subject}`, sk: String(seq).padStart(6, '0') };
}
