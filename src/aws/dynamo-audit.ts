import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '../domain/base/canonical-json';
import { DomainError } from '../domain/base/errors';
import { parseRecord } from '../domain/base/parse';
import type { Instant } from '../domain/base/time';
import { type AuditDay, dayOf } from '../domain/registry/audit-day';
import type { EntryEvent } from '../domain/registry/entry';
import type { Audit, EventEnvelope } from '../operations/ports/registry';
import { recordedKeys } from './dynamo-recorded';
import type { Key, Table } from './dynamo-table';

/** Every event there ever was, by its subject and number; what is written once is never written again. */
export function createDynamoAudit(table: Table, clock: () => Instant): Audit {
  return {
    append: (envelope) => append(table, envelope, dayOf(clock())),
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

/** Throws CorruptRecord where another event than this one has its number: the audit is never rewritten. */
async function append(table: Table, { subject, event }: EventEnvelope, day: AuditDay): Promise<void> {
  const key = eventKey(subject, event.seq);
  const digest = sha256(canonicalJson(event));
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...key, ...recordedKeys(subject, key.sk, day), digest, body: event },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await table.client.send(put);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item?.digest?.S === digest || (await holds(table, key, event))) return;
    const reason = `the audit has a different event with the number of ${event.id}`;
    throw new DomainError('CorruptRecord', { what: `The event ${key.pk}/${key.sk}`, reason });
  }
}

/** For what was written before items held a digest. */
async function holds(table: Table, Key: Key, event: EntryEvent): Promise<boolean> {
  const get = new GetCommand({ TableName: table.name, Key, ConsistentRead: true });
  const { Item } = await table.client.send(get);
  return canonicalJson(Item?.body) === canonicalJson(event);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function eventKey(subject: string, seq: number): { pk: string; sk: string } {
  return { pk: `EVENT#${subject}`, sk: String(seq).padStart(6, '0') };
}
