import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ImageBuild, imageBuildDueAt } from '../domain/image/image-build';
import { parseRecord } from '../domain/base/parse';
import type { Page, Paged } from '../operations/ports/deps';
import type { ImageBuilds } from '../operations/ports/image-deps';
import { dueShardOf, fromCursor, keys, type Table, toCursor, conditionHeld } from './dynamo-table';

const listKey = 'IMAGES';

/** Builds of images: an item each, found again by the due index for as long as something is left to do. */
export function createDynamoImageBuilds(table: Table): ImageBuilds {
  const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    insert: (build) => put(table, build, absent),
    get: (id) => getBuild(table, id),
    save: (build, seen) => put(table, build, unchanged(seen)),
    list: (page) => listBuilds(table, page),
  };
}

function unchanged({ version }: ImageBuild) {
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

function toItem(build: ImageBuild): Record<string, unknown> {
  const key = keys.imageBuild(build.id);
  const due = imageBuildDueAt(build);
  return {
    ...key,
    version: build.version,
    listKey,
    listSort: build.id,
    ...(due === undefined ? {} : { dueShard: dueShardOf(key.pk), dueAt: due }),
    sweepAttempts: 0,
    body: build,
  };
}

/** Writes with a mark of its own: a retry of the SDK whose first attempt got through fails its condition, and the mark tells. */
async function put(
  table: Table,
  build: ImageBuild,
  condition: { ConditionExpression: string },
): Promise<boolean> {
  const mark = randomUUID();
  const Item = { ...toItem(build), mark };
  if (await conditionHeld(table.client.send(new PutCommand({ TableName: table.name, Item, ...condition }))))
    return true;
  return (await getItem(table, build.id))?.mark === mark;
}

async function getBuild(table: Table, id: string): Promise<ImageBuild | undefined> {
  const item = await getItem(table, id);
  return item && parseRecord(ImageBuild, item.body, `The build ${id}`);
}

async function getItem(table: Table, id: string): Promise<Record<string, unknown> | undefined> {
  const get = { TableName: table.name, Key: keys.imageBuild(id), ConsistentRead: true };
  return (await table.client.send(new GetCommand(get))).Item;
}

async function listBuilds(table: Table, { limit, cursor }: Page): Promise<Paged<ImageBuild>> {
  const query = {
    TableName: table.name,
    IndexName: 'list',
    KeyConditionExpression: 'listKey = :key',
    ExpressionAttributeValues: { ':key': listKey },
    ScanIndexForward: false,
    Limit: limit,
    ExclusiveStartKey: cursor === undefined ? undefined : fromCursor(cursor, { listKey }),
  };
  const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(query));
  // A torn item must not hide the others; the sweep tells a person of it.
  const items = Items.flatMap(({ body }) => ImageBuild.safeParse(body).data ?? []);
  return { items, next: toCursor(LastEvaluatedKey) };
}
