import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AccessKey } from '../emulators/front/signer';
import { arnsIn, bucketIn, nameIn, runLogGroup } from '../plane/names';
import { tableDefinition } from '../plane/table';

export const region = 'us-east-1';
export const account = '123456789012';

const stage = 'local';
const activePauseMs = 10;
const place = { account, region, bucketSuffix: `${account}-${region}`, accountNames: 'plain' as const };

/** A thing's name on this machine, as in a stage that is called `local`. */
export function nameHere(what: string): string {
  return nameIn(stage, what);
}

/** The ARN of a role on this machine; that of runs exists, and the keys of the others are held by whoever has them on AWS. */
export function roleHere(what: string): string {
  return `arn:aws:iam::${account}:role/${nameHere(what)}`;
}

/** What the roles of this machine's plane may be given access to. */
export const arns = arnsIn(stage, place);
export const table = nameHere('registry');
export const logGroup = runLogGroup(stage);
/** The key of states and artifacts; its id says nothing. */
const runsKey = `arn:aws:kms:${region}:${account}:key/11111111-2222-4333-8444-555555555555`;
export const eventBus = nameHere('events');
export const buckets = {
  state: bucketIn(stage, 'state', place),
  artifacts: bucketIn(stage, 'artifacts', place),
  catalog: bucketIn(stage, 'catalog', place),
} as const;

/** What the secrets of this process's keys are made from; known to no other, unless a plane is kept for a later process. */
let key = randomBytes(30).toString('base64url');

/** The access key of a caller, by which a request shows whose it is. */
export function credentialsOf(caller: string): AccessKey {
  const secretAccessKey = createHmac('sha256', key).update(caller).digest('base64url');
  return { accessKeyId: `leasehold-${caller}`, secretAccessKey };
}

/** The key of the person at this machine, who owns hub and target. */
export const credentials = credentialsOf('owner');

/** Takes up the keys of an earlier process, before anything has used one of this process's own. */
export function useKey(kept: string): void {
  key = kept;
  Object.assign(credentials, credentialsOf('owner'));
}

/**
 * Makes in the hub what CDK makes on AWS, unless it is there already: the registry table, the buckets (states versioned, states and
 * artifacts under a key), the topic of the notices and the log group.
 */
export async function makeHub(endpoints: { dynamoDb: string; emulator: string }): Promise<void> {
  const dynamo = new DynamoDBClient({ endpoint: endpoints.dynamoDb, region, credentials });
  const s3 = new S3Client({ endpoint: endpoints.emulator, region, credentials, forcePathStyle: true });
  const logs = new CloudWatchLogsClient({ endpoint: endpoints.emulator, region, credentials });
  const sns = new SNSClient({ endpoint: endpoints.emulator, region, credentials });
  try {
    await unlessThere(ResourceInUseException, dynamo.send(new CreateTableCommand(tableDefinition(table))));
    await untilActive(dynamo);
    for (const Bucket of Object.values(buckets))
      await unlessThere(BucketAlreadyOwnedByYou, s3.send(new CreateBucketCommand({ Bucket })));
    await sns.send(new CreateTopicCommand({ Name: nameHere('notices') }));
    for (const bucket of [buckets.state, buckets.artifacts]) await encrypt(s3, bucket);
    const versioning = { Status: 'Enabled' } as const;
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: buckets.state, VersioningConfiguration: versioning }),
    );
    const group = new CreateLogGroupCommand({ logGroupName: logGroup });
    await unlessThere(ResourceAlreadyExistsException, logs.send(group));
  } finally {
    for (const client of [dynamo, s3, logs, sns]) client.destroy();
  }
}

/** No emulator encrypts anything; who may use the key is judged as on AWS. */
async function encrypt(s3: S3Client, Bucket: string): Promise<void> {
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: runsKey } as const;
  const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true };
  const ServerSideEncryptionConfiguration = { Rules: [rule] };
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
}

/** A table on disk is made a moment after it was asked for. */
async function untilActive(dynamo: DynamoDBClient): Promise<void> {
  for (;;) {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await sleep(activePauseMs);
  }
}

async function unlessThere(there: new (...args: never[]) => Error, made: Promise<unknown>): Promise<void> {
  try {
    await made;
  } catch (error) {
    if (!(error instanceof there)) throw error;
  }
}
