import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
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

describe('the lifecycle of a bucket on the emulator', () => {
  it('answers the rules as they were written, how many old versions stay among them', async () => {
    const rule = (ID: string, NoncurrentVersionExpiration: LifecycleRule['NoncurrentVersionExpiration']) => {
      return { ID, Status: 'Enabled' as const, Filter: { Prefix: `${ID}/` }, NoncurrentVersionExpiration };
    };
    const Rules = [
      rule('many', { NoncurrentDays: 90, NewerNoncurrentVersions: 10 }),
      rule('none', { NoncurrentDays: 7 }),
      rule('one', { NoncurrentDays: 1, NewerNoncurrentVersions: 1 }),
    ];
    await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
    const LifecycleConfiguration = { Rules };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: 'kept', LifecycleConfiguration }));

    const answer = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'kept' }));

    expect(answer.Rules).toEqual(Rules);
  });
});
