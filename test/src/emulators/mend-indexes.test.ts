import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import database, { type TableStore } from 'dynalite/db/index.js';
import { startDynamoDb } from '../../../src/emulators/dynamodb';
import { tableDefinition } from '../../../src/plane/table';

const TableName = 'table';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'table-')), 'table');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

/** Opens the table of the folder for as long as `use` takes. */
async function withTable<Result>(use: (client: DynamoDBClient) => Promise<Result>): Promise<Result> {
  const dynamo = await startDynamoDb(0, folder);
  const client = new DynamoDBClient({ endpoint: dynamo.url, region: 'us-east-1', credentials });
  try {
    return await use(client);
  } finally {
    client.destroy();
    await dynamo.close();
  }
}

const itemOf = (name: string, dueAt: string) => ({
  pk: { S: `ENV#${name}` },
  sk: { S: 'ENV' },
  dueShard: { S: 'one' },
  dueAt: { S: dueAt },
  listKey: { S: 'ENV' },
  listSort: { S: name },
  status: { S: 'ready' },
});

function put(client: DynamoDBClient, name: string, dueAt: string) {
  return client.send(new PutItemCommand({ TableName, Item: itemOf(name, dueAt) }));
}

async function makeTable(): Promise<void> {
  await withTable(async (client) => {
    await client.send(new CreateTableCommand(tableDefinition(TableName)));
    await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName });
    for (const name of ['bar', 'foo', 'qux']) await put(client, name, `2030-01-0${name.length}`);
  });
}

async function indexed(client: DynamoDBClient, IndexName: string, key: string, value: string) {
  const query = {
    TableName,
    IndexName,
    KeyConditionExpression: `${key} = :value`,
    ExpressionAttributeValues: { ':value': { S: value } },
  };
  const { Items = [] } = await client.send(new QueryCommand(query));
  return Items.map(({ pk, dueAt }) => `${pk?.S} ${dueAt?.S}`).sort();
}

const due = (client: DynamoDBClient) => indexed(client, 'due', 'dueShard', 'one');
const listed = (client: DynamoDBClient) => indexed(client, 'list', 'listKey', 'ENV');

const whole = ['ENV#bar 2030-01-03', 'ENV#foo 2030-01-03', 'ENV#qux 2030-01-03'];

async function tamper(with_: (store: TableStore) => Promise<void>): Promise<void> {
  const store = database.create({ path: folder });
  await store.db.open();
  await with_(store);
  await store.db.close();
}

async function keysOf(store: TableStore, index: string): Promise<string[]> {
  const keys: string[] = [];
  const prefix = `index-global~${TableName}~${index}~`;
  for await (const [key] of store.db.iterator({ gte: prefix, lt: `${prefix}\uffff` })) keys.push(key);
  return keys;
}

it('keeps tables, items and indexes in a folder of its own', async () => {
  await makeTable();

  await withTable(async (client) => {
    expect(await due(client)).toEqual(whole);
    expect(await listed(client)).toEqual(whole);
  });
  expect(statSync(folder).isDirectory()).toBe(true);
});

it('finds an item again whose places in the indexes were taken away before it was written', async () => {
  await makeTable();
  await tamper(async ({ db, ...store }) => {
    const lost = [...(await keysOf({ db, ...store }, 'due')), ...(await keysOf({ db, ...store }, 'list'))];
    await db.batch(lost.map((key) => ({ type: 'del' as const, key })));
  });

  await withTable(async (client) => {
    expect(await due(client)).toEqual(whole);
    expect(await listed(client)).toEqual(whole);
  });
});

it('forgets places in the indexes whose items were never written', async () => {
  await makeTable();
  await tamper(async (store) => {
    const [first = ''] = await keysOf(store, 'due');
    const value = itemOf('never', '2029-01-01');
    await store.db.batch([{ type: 'put', key: first.replace(/~due~.*/, '~due~0/0/0'), value }]);
  });

  await withTable(async (client) => expect(await due(client)).toEqual(whole));
});

it('lets an item win over what an index holds of it', async () => {
  await makeTable();
  await tamper(async (store) => {
    const [first = ''] = await keysOf(store, 'list');
    await store.db.batch([{ type: 'put', key: first, value: itemOf('bar', '2001-01-01') }]);
  });

  await withTable(async (client) => {
    expect(await listed(client)).toEqual(whole);
    await put(client, 'bar', '2031-01-01');
    expect(await due(client)).toEqual(['ENV#bar 2031-01-01', whole[1], whole[2]]);
  });
});

it('makes a table again that was just being made', async () => {
  await makeTable();
  await tamper(async ({ db }) => {
    const table = (await db.get(`table~${TableName}`)) as Record<string, unknown>;
    await db.batch([
      { type: 'put', key: `table~${TableName}`, value: { ...table, TableStatus: 'CREATING' } },
    ]);
  });

  await withTable(async (client) => {
    expect((await client.send(new ListTablesCommand())).TableNames).toEqual([]);
    await client.send(new CreateTableCommand(tableDefinition(TableName)));
  });
});

it('is open for one process only', async () => {
  await withTable(async (client) => {
    await client.send(new ListTablesCommand());
    await expect(startDynamoDb(0, folder)).rejects.toThrow('Database failed to open');
  });
});
