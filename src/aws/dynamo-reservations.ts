import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../domain/parse';
import { Reservation } from '../domain/reservation';
import type { Reservations } from '../operations/deps';
import { dueShardOf, keys, type Table, whether } from './dynamo-table';

/** What was promised under an Idempotency-Key before the environment was written; found again by the due index. */
export function createDynamoReservations(table: Table): Reservations {
  return {
    reserve: (reservation) => {
      const key = keys.reservation(reservation.actor, reservation.key);
      const due = { dueShard: dueShardOf(key.pk), dueAt: reservation.dueAt, sweepAttempts: 0 };
      const Item = { ...key, ...due, body: reservation };
      return whether(
        table.client.send(
          new PutCommand({ TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        ),
      );
    },
    get: async (actor, key) => {
      const get = new GetCommand({
        TableName: table.name,
        Key: keys.reservation(actor, key),
        ConsistentRead: true,
      });
      const { Item } = await table.client.send(get);
      return Item && parseRecord(Reservation, Item.body, `The reservation of '${key}'`);
    },
    confirm: async ({ actor, key, digest, id }, keepUntil) => {
      const update = new UpdateCommand({
        TableName: table.name,
        Key: keys.reservation(actor, key),
        UpdateExpression:
          'SET body.id = :id, body.confirmed = :yes, body.dueAt = :until, dueAt = :until, sweepAttempts = :none',
        ConditionExpression: 'body.digest = :digest',
        ExpressionAttributeValues: {
          ':yes': true,
          ':until': keepUntil,
          ':none': 0,
          ':id': id,
          ':digest': digest,
        },
      });
      await whether(table.client.send(update));
    },
    release: async ({ actor, key, id, confirmed }) => {
      const remove = new DeleteCommand({
        TableName: table.name,
        Key: keys.reservation(actor, key),
        ConditionExpression: 'body.id = :id AND body.confirmed = :confirmed',
        ExpressionAttributeValues: { ':id': id, ':confirmed': confirmed },
      });
      await whether(table.client.send(remove));
    },
  };
}
