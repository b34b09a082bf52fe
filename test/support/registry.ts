import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Table, tableDefinition } from '../../src/aws/dynamo-table';
import { startDynamoDb } from '../../src/local/dynamodb';

/** A registry table on a DynamoDB of its own; `close` ends both. */
export async function startRegistryTable(): Promise<{ table: Table; close: () => Promise<void> }> {
  const dynamo = await startDynamoDb();
  const raw = new DynamoDBClient({
    endpoint: dynamo.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const name = 'leasehold-registry';
  await raw.send(new CreateTableCommand(tableDefinition(name)));
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  return {
    table: { name, client },
    close: async () => {
      client.destroy();
      raw.destroy();
      await dynamo.close();
    },
  };
}
