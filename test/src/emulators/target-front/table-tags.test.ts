import {
  CreateTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-dynamodb';
import type { Front } from '../../../../src/emulators/front/start-front';
import { ownersKey, startOwnedFront } from '../../../support/aws/owned-front';
import { type HubBuckets, startHubBuckets } from '../../../support/aws/hub-buckets';

let emulator: HubBuckets;
let front: Front;
let client: DynamoDBClient;

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  client = new DynamoDBClient({ endpoint: front.url, region: 'us-east-1', credentials: ownersKey });
});
afterAll(async () => {
  client.destroy();
  await front.close();
  await emulator.close();
});

it('a tag of a table on the emulator is overwritten by one of the same key, and others stay', async () => {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: 'tagged',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Tags: [
        { Key: 'label', Value: 'one' },
        { Key: 'team', Value: 'orders' },
      ],
    }),
  );
  const ResourceArn = TableDescription?.TableArn;

  await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'label', Value: 'two' }] }));

  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  expect(Tags).toEqual([
    { Key: 'team', Value: 'orders' },
    { Key: 'label', Value: 'two' },
  ]);
});

it('all tags of a table on the emulator are on one page, as many as a table may have', async () => {
  const Tags = Array.from({ length: 50 }, (_, at) => ({ Key: `key-${at}`, Value: String(at) }));
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: 'full',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Tags,
    }),
  );

  const listed = await client.send(
    new ListTagsOfResourceCommand({ ResourceArn: TableDescription?.TableArn }),
  );

  expect([listed.Tags, listed.NextToken]).toEqual([Tags, undefined]);
});
