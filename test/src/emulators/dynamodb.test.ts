import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../../src/plane/table';
import { startDynamoDb } from '../../../src/emulators/dynamodb';

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

it('finishes what it is at before it is closed, also when the caller has gone away', async () => {
  const dynamo = await startDynamoDb();
  const client = clientOf(dynamo.url);
  await client.send(new CreateTableCommand(tableDefinition('table')));
  const puts = Array.from({ length: 50 }, (_, nth) =>
    client.send(new PutItemCommand({ TableName: 'table', Item: { pk: { S: `${nth}` }, sk: { S: 'x' } } })),
  );
  const settled = Promise.allSettled(puts);
  await puts[0];

  client.destroy();
  await dynamo.close();

  const reasons = (await settled).flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(reasons.filter((reason) => reason.includes('Database'))).toEqual([]);
});
