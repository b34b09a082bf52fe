import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketEncryptionCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { KeyRing } from '../../../../src/emulators/authorize/key-ring';
import type { AccessKey } from '../../../../src/emulators/front/signer';
import { parseIdentityPolicy } from '../../../../src/emulators/iam/policy-kinds';
import { startTargetFront } from '../../../../src/emulators/target-front/start-target-front';
import { Closing } from '../../../../src/local/closing';
import { account, credentials } from '../../../../src/local/hub';
import { policyOf } from '../../../../src/local/roles/policy-of';
import { throughStorage } from '../../../../src/plane/permissions/encrypted';
import { arnsIn } from '../../../../src/plane/names';
import { startEmulator } from '../../../support/aws/aws-workspace';

const region = 'eu-central-1';
const arns = arnsIn('x', { account, region, bucketSuffix: 's', accountNames: 'plain' });
const KMSMasterKeyID = `arn:aws:kms:${region}:${account}:key/1-2`;
const closing = new Closing();
const keys = new KeyRing([{ key: credentials, holder: { kind: 'owner' } }]);
let endpoint: string;
let owner: S3Client;

const clientOf = (key: AccessKey) =>
  new S3Client({ endpoint, region, credentials: key, forcePathStyle: true, maxAttempts: 1 });

beforeAll(async () => {
  const emulator = closing.keep(await startEmulator());
  const front = closing.keep(await startTargetFront(emulator.url, { account, region, keys }));
  endpoint = front.url;
  owner = clientOf(credentials);
  for (const Bucket of ['plain', 'objects', 'bucketed', 'changing']) {
    await owner.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    await owner.send(new PutObjectCommand({ Bucket, Key: 'before', Body: 'x' }));
  }
  for (const [bucket, bucketKey] of [
    ['objects', false],
    ['bucketed', true],
  ] as const) {
    await encrypt(bucket, bucketKey);
    await owner.send(new PutObjectCommand({ Bucket: bucket, Key: 'one', Body: 'x' }));
  }
}, 60_000);

async function encrypt(Bucket: string, BucketKeyEnabled: boolean): Promise<void> {
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID },
    BucketKeyEnabled,
  };
  const ServerSideEncryptionConfiguration = { Rules: [rule] };
  await owner.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
}
afterAll(() => closing.close());

const objects = {
  sid: 'Objects',
  actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
  resources: ['*'],
};

let callers = 0;
/** Somebody who may do everything with objects, and this with keys for these buckets. */
function holderOf(actions: string[], buckets: string[]): S3Client {
  const key = { accessKeyId: `caller-${(callers += 1)}`, secretAccessKey: 'secret' };
  const through = throughStorage(
    arns,
    buckets.map((name) => `arn:aws:s3:::${name}`),
    { sid: 'Keys', actions },
  );
  const statements = parseIdentityPolicy(policyOf([objects, ...(actions.length > 0 ? [through] : [])]));
  const principal = { arn: `arn:aws:iam::${account}:role/${key.accessKeyId}`, account };
  keys.add({ key, holder: { kind: 'granted', principal, statements } });
  return clientOf(key);
}

/** `taken`, or what is lacked. */
const attempt = (call: Promise<unknown>) =>
  call.then(
    () => 'taken',
    (error: unknown) =>
      /not authorized to perform: (\S+)/.exec((error as Error).message)?.[1] ?? String(error),
  );
const read = (client: S3Client, Bucket: string, Key = 'one') =>
  attempt(client.send(new GetObjectCommand({ Bucket, Key })));
const write = (client: S3Client, Bucket: string) =>
  attempt(client.send(new PutObjectCommand({ Bucket, Key: 'one', Body: 'y' })));

describe.each(['objects', 'bucketed'])('an object under a key of KMS, in the bucket %s', (bucket) => {
  it('is neither read nor written by who may not use the key', async () => {
    const none = holderOf([], []);

    expect(await read(none, bucket)).toBe('kms:Decrypt');
    expect(await write(none, bucket)).toBe('kms:GenerateDataKey');
  });

  it('is read and written by who may, each for itself', async () => {
    const reader = holderOf(['kms:Decrypt'], [bucket]);
    const writer = holderOf(['kms:GenerateDataKey'], [bucket]);

    expect([await read(reader, bucket), await write(reader, bucket)]).toEqual([
      'taken',
      'kms:GenerateDataKey',
    ]);
    expect([await read(writer, bucket), await write(writer, bucket)]).toEqual(['kms:Decrypt', 'taken']);
  });

  it('is not read by who may use the key for another bucket', async () => {
    expect(await read(holderOf(['kms:Decrypt'], ['other']), bucket)).toBe('kms:Decrypt');
  });

  it('is not written in parts by who may not decrypt', async () => {
    const inParts = (client: S3Client) =>
      attempt(client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'parts' })));

    expect(await inParts(holderOf(['kms:GenerateDataKey'], [bucket]))).toBe('kms:Decrypt');
    expect(await inParts(holderOf(['kms:GenerateDataKey', 'kms:Decrypt'], [bucket]))).toBe('taken');
  });

  it('leaves what was there before the key to S3', async () => {
    expect(await read(holderOf([], []), bucket, 'before')).toBe('taken');
  });
});

it('asks nothing of KMS where the bucket has no key of its own', async () => {
  const none = holderOf([], []);

  expect([await write(none, 'plain'), await read(none, 'plain')]).toEqual(['taken', 'taken']);
});

it('asks nothing of KMS for an object that says it needs none', async () => {
  const put = { Bucket: 'objects', Key: 'own', Body: 'x', ServerSideEncryption: 'AES256' as const };

  expect(await attempt(holderOf([], []).send(new PutObjectCommand(put)))).toBe('taken');
});

it('judges each write by what the bucket does at that time', async () => {
  const none = holderOf([], []);
  const written = [await write(none, 'changing'), await write(none, 'changing')];

  await encrypt('changing', false);
  written.push(await write(none, 'changing'));
  await owner.send(new DeleteBucketEncryptionCommand({ Bucket: 'changing' }));

  written.push(await write(none, 'changing'));
  expect(written).toEqual(['taken', 'taken', 'kms:GenerateDataKey', 'taken']);
});
