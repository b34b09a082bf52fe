import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { startOwnedFront } from '../../../support/aws/owned-front';
import type { Front } from '../../../../src/emulators/front/start-front';
import { s3ClientFor, startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

let emulator: HubBuckets;
let front: Front;
let s3: S3Client;

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  s3 = s3ClientFor(front.url);
});
afterAll(async () => {
  s3.destroy();
  await front.close();
  await emulator.close();
});

const onlyOverTls = {
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::guarded/*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const noReading = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::closed/*',
};

async function bucketWith(Bucket: string, Statement: unknown): Promise<string> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return Policy;
}

describe('the policy of a bucket on the emulator', () => {
  it('answers what was written, letter for letter, and refuses nothing that its conditions do not', async () => {
    const written = await bucketWith('guarded', onlyOverTls);
    await s3.send(new PutObjectCommand({ Bucket: 'guarded', Key: 'state', Body: '{}' }));

    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'guarded' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'guarded', Key: 'state' }));

    expect(Policy).toBe(written);
    expect(await Body?.transformToString()).toBe('{}');
  });

  it('still refuses what it refuses without a condition', async () => {
    await bucketWith('closed', [noReading, onlyOverTls]);
    await s3.send(new PutObjectCommand({ Bucket: 'closed', Key: 'state', Body: '{}' }));

    const reading = s3.send(new GetObjectCommand({ Bucket: 'closed', Key: 'state' }));

    await expect(reading).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('is gone when it was deleted', async () => {
    await bucketWith('opened', [onlyOverTls]);

    await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'opened' }));

    const reading = s3.send(new GetBucketPolicyCommand({ Bucket: 'opened' }));
    await expect(reading).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });
});
