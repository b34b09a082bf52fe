import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { DomainEvent } from '../domain/environment/events';
import type { ImageEvent } from '../domain/image/image-event';
import { parseRecord } from '../domain/base/parse';
import type { Audit } from '../operations/ports/deps';
import { keys, type Table } from './dynamo-table';

/** Every event there ever was, by life, or build of an image, and number; the key is the event, so writing one twice is writing it once. */
export function createDynamoAudit(table: Table): Audit {
  return {
    append: async (event) => {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.event(subjectOf(event), event.seq), body: event },
        }),
      );
    },
    list: async (life, { after, limit }) => {
      const query = {
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': keys.event(life, 0).pk, ':after': keys.event(life, after).sk },
        Limit: limit,
        ConsistentRead: true,
      };
      const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(query));
      const items = Items.map((item) =>
        parseRecord(DomainEvent, item.body, `The event ${String(item.pk)}/${String(item.sk)}`),
      );
      return { items, more: LastEvaluatedKey !== undefined };
    },
  };
}

/** The build of an image is no life: nobody who asks for a life by its id is to find it. */
function subjectOf(event: DomainEvent | ImageEvent): string {
  return 'life' in event ? event.life : `IMAGE#${event.imageBuild}`;
}
