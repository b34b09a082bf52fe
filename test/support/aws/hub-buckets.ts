import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { openEmulator } from '../../../src/local/emulator';
import { findEmulator } from '../../../src/tools/find-emulator';
import { currentMachine } from '../plane/machine';

/** The hub's three buckets on an emulator of their own. */
export interface HubBuckets {
  url: string;
  client: S3Client;
  state: string;
  artifacts: string;
  catalog: string;
  /** Every object of a bucket with its text. */
  contents: (bucket: string) => Promise<[key: string, text: string][]>;
  encryptionOf: (bucket: string, key: string) => Promise<string | undefined>;
  close: () => Promise<void>;
}

/** Starts the installed emulator and makes the buckets, versioned and encrypted as on AWS. */
export async function startHubBuckets(): Promise<HubBuckets> {
  const machine = currentMachine();
  const { found, howToGet } = await findEmulator(machine, '/nowhere');
  if (!found) throw new Error(howToGet);
  const emulator = await openEmulator(found, { env: machine.env, onOutput: () => undefined });
  const client = s3ClientFor(emulator.url);
  const names = { state: 'hub-state', artifacts: 'hub-artifacts', catalog: 'hub-catalog' };
  for (const Bucket of Object.values(names)) await makeBucket(client, Bucket);
  for (const Bucket of [names.state, names.artifacts]) await encrypt(client, Bucket);
  return {
    ...names,
    url: emulator.url,
    client,
    contents: (bucket) => readAll(client, bucket),
    encryptionOf: async (Bucket, Key) =>
      (await client.send(new HeadObjectCommand({ Bucket, Key }))).ServerSideEncryption,
    close: async () => {
      client.destroy();
      await emulator.close();
    },
  };
}

/** An S3 client for an emulator, whatever the machine's own AWS settings are. */
export function s3ClientFor(endpoint: string, more: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...more,
  });
}

async function makeBucket(client: S3Client, Bucket: string): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
}

async function encrypt(client: S3Client, Bucket: string): Promise<void> {
  const Rules = [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'key' } },
  ];
  const ServerSideEncryptionConfiguration = { Rules };
  await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
}

async function readAll(client: S3Client, Bucket: string): Promise<[string, string][]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  return Promise.all(
    Contents.map(async ({ Key = '' }): Promise<[string, string]> => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return [Key, (await Body?.transformToString()) ?? ''];
    }),
  );
}
