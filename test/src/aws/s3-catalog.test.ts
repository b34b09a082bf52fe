import { PutObjectCommand } from '@aws-sdk/client-s3';
import { S3Catalog } from '../../../src/aws/s3-catalog';
import { catalogOf, templateVersion } from '../../support/terraform/catalog';
import { type HubBuckets, startHubBuckets } from '../../support/aws/hub-buckets';

let hub: HubBuckets;
beforeAll(async () => {
  hub = await startHubBuckets();
});
afterAll(() => hub.close());

const open = () => new S3Catalog(hub.client, hub.catalog);
const bytes = (text: string) => new TextEncoder().encode(text);

it('is empty before anything is published, and then what was written last', async () => {
  const catalog = open();
  const empty = await catalog.read();
  await catalog.write(catalogOf());

  expect(empty).toEqual({ templates: [] });
  expect(await catalog.read()).toEqual(catalogOf());
  expect(await open().read()).toEqual(catalogOf());
});

it('is not written over by somebody who read it before another wrote', async () => {
  const [one, two] = [open(), open()];
  await one.read();
  await two.read();
  await two.write(catalogOf(templateVersion({ version: '1.1.0' })));

  await expect(one.write(catalogOf())).rejects.toMatchObject({ code: 'Unreachable' });
  expect(await open().read()).toEqual(catalogOf(templateVersion({ version: '1.1.0' })));
});

it('keeps a bundle under its digest, and answers null for one it does not have', async () => {
  const catalog = open();
  const digest = 'a'.repeat(64);
  await catalog.writeBundle(digest, bytes('zip'));
  await catalog.writeBundle(digest, bytes('other'));

  expect(Buffer.from((await catalog.readBundle(digest))!).toString()).toBe('zip');
  expect(await catalog.readBundle('b'.repeat(64))).toBeNull();
});

it('is never written so that nobody could read it', async () => {
  const catalog = open();
  await catalog.write(catalogOf());
  const unreadable = () => ({ templates: [{ name: 'Not a name', versions: [] }] });

  await expect(catalog.change(unreadable)).rejects.toMatchObject({ code: 'CorruptRecord' });
  expect(await open().read()).toEqual(catalogOf());
});

it.each([
  ['no JSON', '{'],
  ['no catalog', '{"templates":1}'],
])('says so when its index is %s', async (_what, Body) => {
  await hub.client.send(new PutObjectCommand({ Bucket: hub.catalog, Key: 'index.json', Body }));

  await expect(open().read()).rejects.toMatchObject({ code: 'CorruptRecord' });
});
