import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../../src/aws/dynamo-table';
import { tableDefinition } from '../../../src/plane/table';
import { startDynamoDb } from '../../../src/emulators/dynamodb';
import { inProcess } from './in-process';

/** A registry table on a DynamoDB of its own. */
export interface RegistryTable {
  table: Table;
  raw: DynamoDBClient;
  /** One more empty table on the same DynamoDB. */
  newTable: () => Promise<Table>;
  close: () => Promise<void>;
}

/** Starts a DynamoDB with a registry table; `close` ends both. */
export async function startRegistryTable(): Promise<RegistryTable> {
  const dynamo = await startDynamoDb();
  const raw = new DynamoDBClient({
    endpoint: dynamo.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...inProcess(dynamo.server),
  });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  let tables = 0;
  const newTable = async () => {
    const name = `leasehold-registry-${++tables}`;
    await createTable(raw, name);
    return { name, client };
  };
  return {
    table: await newTable(),
    raw,
    newTable,
    close: async () => {
      client.destroy();
      raw.destroy();
      await dynamo.close();
    },
  };
}

/** Creates an empty registry table, and waits until it takes requests, a moment later. */
export async function createTable(raw: DynamoDBClient, name: string): Promise<void> {
  await raw.send(new CreateTableCommand(tableDefinition(name)));
  for (;;) {
    const { Table: made } = await raw.send(new DescribeTableCommand({ TableName: name }));
    if (made?.TableStatus === 'ACTIVE') return;
  }
}
