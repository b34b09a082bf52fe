import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parseRecord } from '../domain/base/parse';
import { Reservation, reservationKey } from '../domain/registry/reservation';
import type { Instant } from '../domain/base/time';
import type { Reservations } from '../operations/ports/registry';
import { dueShardOf, itemKey, type Table, conditionHeld } from './dynamo-table';

/** What was promised under an Idempotency-Key before that was written; found again by the due index. */
export function createDynamoReservations(table: Table): Reservations {
  return {
    reserve: (reservation) => conditionHeld(table.client.send(reserving(table, reservation))),
    get: (actor, key) => getReservation(table, actor, key),
    confirm: async (reservation, keepUntil) => {
      await conditionHeld(table.client.send(confirming(table, reservation, keepUntil)));
    },
    release: async (reservation) => {
      await conditionHeld(table.client.send(releasing(table, reservation)));
    },
  };
}

/** Two people may choose the same key for two requests. */
function keyOf(actor: string, key: string): { pk: string; sk: string } {
  return itemKey(reservationKey.prefix, reservationKey.of(actor, key));
}

function reserving(table: Table, reservation: Reservation): PutCommand {
  const key = keyOf(reservation.actor, reservation.key);
  const due = { dueShard: dueShardOf(key.pk), dueAt: reservation.dueAt, sweepAttempts: 0 };
  return new PutCommand({
    TableName: table.name,
    Item: { ...key, ...due, body: reservation },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
}

async function getReservation(table: Table, actor: string, key: string): Promise<Reservation | undefined> {
  const get = { TableName: table.name, Key: keyOf(actor, key), ConsistentRead: true };
  const { Item } = await table.client.send(new GetCommand(get));
  return Item && parseRecord(Reservation, Item.body, `The reservation of '${key}'`);
}

/** The digest is the condition, not the id: what had to take a newer id than was promised is confirmed too. */
function confirming(
  table: Table,
  { actor, key, digest, id }: Reservation,
  keepUntil: Instant,
): UpdateCommand {
  return new UpdateCommand({
    TableName: table.name,
    Key: keyOf(actor, key),
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
}

function releasing(table: Table, { actor, key, id, confirmed }: Reservation): DeleteCommand {
  return new DeleteCommand({
    TableName: table.name,
    Key: keyOf(actor, key),
    ConditionExpression: 'body.id = :id AND body.confirmed = :confirmed',
    ExpressionAttributeValues: { ':id': id, ':confirmed': confirmed },
  });
}
