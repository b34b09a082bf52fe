import { loadSettings, writeSettings } from '../../../src/aws/s3-settings';
import { S3Bucket } from '../../../src/aws/s3-bucket';
import { settingsDocument, settingsKey } from '../../../src/config/settings';
import { type HubBuckets, startHubBuckets } from '../../support/aws/hub-buckets';

let hub: HubBuckets;
beforeAll(async () => {
  hub = await startHubBuckets();
});
afterAll(() => hub.close());

const document = settingsDocument({ LEASEHOLD_TARGETS: '[]', LEASEHOLD_ISSUERS: '[]' });
const envOf = (digest: string) => ({ LEASEHOLD_SETTINGS: digest, LEASEHOLD_CATALOG_BUCKET: hub.catalog });
const refusal = (reason: string): unknown =>
  expect.objectContaining({ code: 'Misconfigured', message: expect.stringContaining(reason) });

it('adds to the variables of a process those of the document that they name', async () => {
  await writeSettings(hub.client, hub.catalog, document);
  await writeSettings(hub.client, hub.catalog, document);
  const env = { ...envOf(document.digest), LEASEHOLD_TABLE: 'registry' };

  const whole = await loadSettings(hub.client, env);

  expect(whole).toEqual({ ...env, LEASEHOLD_TARGETS: '[]', LEASEHOLD_ISSUERS: '[]' });
});

it('is the same document for the same variables in whatever order, and another for others', () => {
  const turned = settingsDocument({ LEASEHOLD_ISSUERS: '[]', LEASEHOLD_TARGETS: '[]' });

  expect(turned).toEqual(document);
  expect(settingsDocument({ LEASEHOLD_TARGETS: '[]' }).digest).not.toBe(document.digest);
});

it('leaves the variables of a process that names no document as they are', async () => {
  const env = { LEASEHOLD_CATALOG_BUCKET: hub.catalog, LEASEHOLD_TARGETS: '[]' };

  expect(await loadSettings(hub.client, env)).toBe(env);
});

it('refuses a document that is not there, and one that somebody wrote over', async () => {
  const absent = settingsDocument({ LEASEHOLD_TARGETS: 'absent' });
  const changed = settingsDocument({ LEASEHOLD_TARGETS: 'changed' });
  const bucket = new S3Bucket(hub.client, hub.catalog);
  await bucket.write(settingsKey(changed.digest), absent.text, { when: 'always' });

  await expect(loadSettings(hub.client, envOf(absent.digest))).rejects.toEqual(refusal('deploy the stage'));
  await expect(loadSettings(hub.client, envOf(changed.digest))).rejects.toEqual(
    refusal('is not the document that was deployed'),
  );
  await expect(loadSettings(hub.client, envOf('x'))).rejects.toEqual(refusal('is not a SHA-256'));
});
