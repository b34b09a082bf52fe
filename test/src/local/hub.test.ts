import { DescribeLogGroupsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetBucketVersioningCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Closing } from '../../../src/local/closing';
import { startDynamoDb } from '../../../src/emulators/dynamodb';
import { openEmulator } from '../../../src/local/emulator';
import { buckets, credentials, logGroup, makeHub, region, table } from '../../../src/local/hub';
import { findEmulator } from '../../../src/tools/find-emulator';
import { currentMachine } from '../../support/plane/machine';

const closing = new Closing();
afterAll(() => closing.close());

it('makes the table with its indexes, the buckets with versions of the states, and the log group', async () => {
  const machine = currentMachine();
  const { found, howToGet } = await findEmulator(machine, '/nowhere');
  if (!found) throw new Error(howToGet);
  const emulator = closing.keep(await openEmulator(found, { env: machine.env, onOutput: () => undefined }));
  const { url: dynamoDb } = closing.keep(await startDynamoDb());
  const access = { region, credentials };
  const s3 = new S3Client({ ...access, endpoint: emulator.url, forcePathStyle: true });

  await makeHub({ dynamoDb, emulator: emulator.url });

  const { Table } = await new DynamoDBClient({ ...access, endpoint: dynamoDb }).send(
    new DescribeTableCommand({ TableName: table }),
  );
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const versioned = await s3.send(new GetBucketVersioningCommand({ Bucket: buckets.state }));
  const { logGroups = [] } = await new CloudWatchLogsClient({ ...access, endpoint: emulator.url }).send(
    new DescribeLogGroupsCommand({}),
  );
  expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
    'due',
    'list',
    'overdue',
    'owner',
  ]);
  expect(Buckets.map(({ Name }) => Name).sort()).toEqual(Object.values(buckets).sort());
  expect(versioned.Status).toBe('Enabled');
  expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual([logGroup]);
});
