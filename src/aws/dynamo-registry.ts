import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dueAt } from '../domain/environment/due';
import { Environment } from '../domain/environment/environment';
import { overdueAt } from '../domain/environment/overdue';
import { parseRecord } from '../domain/base/parse';
import type { EnvironmentFilter, Page, Registry } from '../operations/ports/deps';
import {
  dueShardOf,
  fromCursor,
  type Key,
  keys,
  overduePartition,
  type Table,
  toCursor,
  conditionHeld,
} from './dynamo-table';

/** The truth about environments: one item each, changed by conditional writes of the whole of it. */
export function createDynamoRegistry(table: Table): Registry {
  return {
    get: (name) => getEnvironment(table, keys.environment(name)),
    getLife: (id) => getEnvironment(table, keys.life(id)),
    insert: (environment, previous) => putMarked(table, insertion(table, environment, previous)),
    save: (environment, seen) => putMarked(table, replacement(table, environment, seen)),
    keepLife: (ended) => keepLife(table, ended),
    list: (filter, page) => listEnvironments(table, filter, page),
  };
}

/** The item of an environment with the keys of the indexes that it is to be found by. */
export function toItem(environment: Environment): Record<string, unknown> {
  const key = keys.environment(environment.name);
  const due = dueAt(environment);
  const overdue = overdueAt(environment);
  return {
    ...key,
    id: environment.id,
    version: environment.version,
    status: environment.status,
    template: environment.wanted.template.name,
    listKey: 'ENV',
    listSort: environment.name,
    owner: environment.owner,
    ...(due === undefined ? {} : { dueShard: dueShardOf(key.pk), dueAt: due }),
    ...(overdue === undefined ? {} : { overdueKey: overduePartition, overdueAt: overdue }),
    sweepAttempts: 0,
    body: environment,
  };
}

function insertion(table: Table, environment: Environment, previous: Environment | null) {
  if (previous) return replacement(table, environment, previous);
  return {
    TableName: table.name,
    Item: toItem(environment),
    ConditionExpression: 'attribute_not_exists(pk)',
  };
}

function replacement(table: Table, environment: Environment, seen: Environment) {
  return {
    TableName: table.name,
    Item: toItem(environment),
    ConditionExpression: '#id = :id AND #version = :version',
    ExpressionAttributeNames: { '#id': 'id', '#version': 'version' },
    ExpressionAttributeValues: { ':id': seen.id, ':version': seen.version },
  };
}

/** Writes with a mark of its own: a retry of the SDK whose first attempt got through fails its condition, and the mark tells. */
async function putMarked(table: Table, put: ReturnType<typeof insertion>): Promise<boolean> {
  const mark = randomUUID();
  const marked = new PutCommand({ ...put, Item: { ...put.Item, mark } });
  if (await conditionHeld(table.client.send(marked))) return true;
  const { pk, sk } = put.Item;
  const read = { TableName: table.name, Key: { pk, sk }, ConsistentRead: true, ProjectionExpression: 'mark' };
  const { Item } = await table.client.send(new GetCommand(read));
  return Item?.mark === mark;
}

async function getEnvironment(
  table: Table,
  key: { pk: string; sk: string },
): Promise<Environment | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return Item && parseRecord(Environment, Item.body, `The registry item ${key.pk}`);
}

/** Keeps the whole ended life under its own id; an older version of it is replaced, a newer one stays. */
async function keepLife(table: Table, ended: Environment): Promise<void> {
  const { id, version } = ended;
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...keys.life(id), id, version, status: ended.status, body: ended },
    ConditionExpression: 'attribute_not_exists(pk) OR #version < :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  });
  await conditionHeld(table.client.send(put));
}

async function listEnvironments(table: Table, filter: EnvironmentFilter, { limit, cursor }: Page) {
  const items: Environment[] = [];
  const { attribute, value } = partitionOf(filter);
  let from = cursor === undefined ? undefined : fromCursor(cursor, { [attribute]: value });
  do {
    const page = await table.client.send(
      new QueryCommand({ ...listQuery(table, filter), Limit: limit, ExclusiveStartKey: from }),
    );
    for (const item of page.Items ?? []) {
      // A torn item must not hide the others; the sweep tells a person of it.
      const { data: environment } = Environment.safeParse(item.body);
      if (environment) items.push(environment);
      if (items.length === limit)
        return { items, next: toCursor(nextKey(item, filter, page.LastEvaluatedKey)) };
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return { items, next: null };
}

/** The key to go on from after `item`: DynamoDB's own where the page ended there, else one made from the item. */
function nextKey(item: Key, { owner }: EnvironmentFilter, last: Key | undefined): Key {
  if (last && last.pk === item.pk) return last;
  const { pk, sk, listSort } = item;
  const { attribute } = partitionOf({ owner });
  return { pk, sk, listSort, [attribute]: item[attribute] };
}

function partitionOf({ owner }: EnvironmentFilter) {
  return owner === undefined
    ? { index: 'list', attribute: 'listKey', value: 'ENV' }
    : { index: 'owner', attribute: 'owner', value: owner };
}

function listQuery(table: Table, { owner, status, template }: EnvironmentFilter) {
  const wanted = { '#status': status, '#template': template };
  const filters = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const key = partitionOf({ owner });
  return {
    TableName: table.name,
    IndexName: key.index,
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: {
      '#key': key.attribute,
      ...Object.fromEntries(filters.map(([name]) => [name, name.slice(1)])),
    },
    ExpressionAttributeValues: {
      ':key': key.value,
      ...Object.fromEntries(filters.map(([name, value]) => [`:${name.slice(1)}`, value])),
    },
    ...(filters.length > 0
      ? { FilterExpression: filters.map(([name]) => `${name} = :${name.slice(1)}`).join(' AND ') }
      : {}),
  };
}
