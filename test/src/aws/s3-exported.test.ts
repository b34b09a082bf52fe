import { S3Bucket } from '../../../src/aws/s3-bucket';
import { createS3Exported } from '../../../src/aws/s3-exported';
import { type HubBuckets, startHubBuckets } from '../../support/aws/hub-buckets';

let hub: HubBuckets;
beforeAll(async () => {
  hub = await startHubBuckets();
});
afterAll(() => hub.close());

it('writes a file once, takes the same again, and never another over it', async () => {
  const exported = createS3Exported(hub.client, hub.artifacts);
  const key = 'audit/2026-01-01/events.ndjson';

  await exported.put(key, '{"ü":1}\n');
  await exported.put(key, '{"ü":1}\n');
  const other = exported.put(key, '{"ü":2}\n');

  await expect(other).rejects.toMatchObject({ code: 'CorruptRecord' });
  const stored = await new S3Bucket(hub.client, hub.artifacts).read(key);
  expect(Buffer.from(stored?.body ?? []).toString()).toBe('{"ü":1}\n');
});
