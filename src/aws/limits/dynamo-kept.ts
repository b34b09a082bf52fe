import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { parseRecord } from '../../domain/base/parse';
import type { Instant } from '../../domain/base/time';
import type { Holder } from '../../domain/limits/limits';
import { conditionHeld, dueShardOf, itemKey, type Table } from '../dynamo-table';

/** What is kept of a holder: one item, each write of which is conditional on the version before it. */
interface Kept {
  holder: Holder;
  version: number;
}

/** How one sort of such items is stored: its key, how it is read, and when the sweep looks at it. */
export interface KeptKind<Body extends Kept> {
  key: { prefix: string; of: (holder: Holder) => string };
  schema: z.ZodType<Body>;
  dueAt: (body: Body) => Instant | null;
  what: string;
}

/** Items of owners and teams, found again by the due index. */
export function createDynamoKept<Body extends Kept>(table: Table, kind: KeptKind<Body>) {
  return {
    get: (holder: Holder) => getKept(table, kind, holder),
    put: (body: Body) => conditionHeld(table.client.send(putting(table, kind, body))),
  };
}

function keyOf({ key }: Pick<KeptKind<never>, 'key'>, holder: Holder): { pk: string; sk: string } {
  return itemKey(key.prefix, key.of(holder));
}

async function getKept<Body extends Kept>(
  table: Table,
  kind: KeptKind<Body>,
  holder: Holder,
): Promise<Body | undefined> {
  const get = { TableName: table.name, Key: keyOf(kind, holder), ConsistentRead: true };
  const { Item } = await table.client.send(new GetCommand(get));
  return Item && parseRecord(kind.schema, Item.body, `The ${kind.what} of ${holder.kind} ${holder.name}`);
}

function putting<Body extends Kept>(table: Table, kind: KeptKind<Body>, body: Body): PutCommand {
  const key = keyOf(kind, body.holder);
  const dueAt = kind.dueAt(body);
  const due = dueAt !== null && { dueShard: dueShardOf(key.pk), dueAt };
  return new PutCommand({
    TableName: table.name,
    Item: { ...key, ...due, version: body.version, sweepAttempts: 0, body },
    ConditionExpression: 'attribute_not_exists(pk) OR #version = :seen',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':seen': body.version - 1 },
  });
}
