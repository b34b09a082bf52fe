import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { tableDefinition } from '../plane/table';

export const region = 'us-east-1';
export const account = '123456789012';
export const credentials = credentialsOf('hub');

/** A thing's name on this machine: here is one plane, so it carries no stage. */
export function nameHere(what: string): string {
  return `leasehold-${what}`;
}

/** The role that the runner's builds have on AWS. */
export const runnerRoleArn = `arn:aws:iam::${account}:role/${nameHere('runner')}`;

export const table = nameHere('registry');
export const logGroup = '/leasehold/runs';
export const eventBus = nameHere('events');
export const buckets = {
  state: nameHere('state'),
  artifacts: nameHere('artifacts'),
  catalog: nameHere('catalog'),
} as const;

/** An access key for each caller, so that a request shows whose it is. */
export function credentialsOf(caller: string) {
  return { accessKeyId: `leasehold-${caller}`, secretAccessKey: 'local' };
}

/** Makes in the hub what CDK makes on AWS: the registry table, the buckets (the states versioned) and the log group. */
export async function makeHub(endpoints: { dynamoDb: string; emulator: string }): Promise<void> {
  const dynamo = new DynamoDBClient({ endpoint: endpoints.dynamoDb, region, credentials });
  const s3 = new S3Client({ endpoint: endpoints.emulator, region, credentials, forcePathStyle: true });
  const logs = new CloudWatchLogsClient({ endpoint: endpoints.emulator, region, credentials });
  try {
    await dynamo.send(new CreateTableCommand(tableDefinition(table)));
    for (const bucket of Object.values(buckets)) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const versioning = { Status: 'Enabled' } as const;
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: buckets.state, VersioningConfiguration: versioning }),
    );
    await makeLogGroup(logs);
  } finally {
    for (const client of [dynamo, s3, logs]) client.destroy();
  }
}

async function makeLogGroup(logs: CloudWatchLogsClient): Promise<void> {
  try {
    await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup }));
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
}
