import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { S3Catalog } from '../../../src/aws/s3-catalog';
import { mergeCatalog } from '../../../src/operations/template/merge-catalog';
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
  await catalog.write(catalogOf(), empty);

  expect(empty).toEqual({ templates: [] });
  expect(await catalog.read()).toEqual(catalogOf());
  expect(await open().read()).toEqual(catalogOf());
});

it('is not written over by somebody who read it before another wrote', async () => {
  const [one, two] = [open(), open()];
  const [first, second] = [await one.read(), await two.read()];
  await two.write(catalogOf(templateVersion({ version: '1.1.0' })), second);

  await expect(one.write(catalogOf(), first)).rejects.toMatchObject({ code: 'Unreachable' });
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
  await catalog.change(() => catalogOf());
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

it.each([2, 8])('loses none of %i publications that one process makes at the same time', async (many) => {
  const catalog = new S3Catalog(oneObject(), 'catalog');
  await catalog.change(() => catalogOf());
  const versions = Array.from({ length: many }, (_, n) => `2.${n}.0`);
  const publish = (version: string) =>
    catalog.change((before) => mergeCatalog(before, [templateVersion({ version })]));
  const others = versions.map(async () => {
    catalog.forget();
    await catalog.read();
  });
  await Promise.all([...versions.map(publish), ...others]);

  catalog.forget();
  const { templates } = await catalog.read();
  expect(templates[0]?.versions.map(({ version }) => version)).toEqual([...versions.reverse(), '1.0.0']);
});

/** A bucket of one object, whose conditional writes are atomic as those of S3, which the emulator's are not. */
function oneObject(): S3Client {
  let [body, version] = ['', 0];
  const refused = (status: number, name: string) =>
    new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode: status } });
  const send = async (command: { input: { Body?: string; IfMatch?: string; IfNoneMatch?: string } }) => {
    await new Promise((done) => setTimeout(done, Math.random() * 4));
    const { Body, IfMatch, IfNoneMatch } = command.input;
    if (Body === undefined && version === 0) throw refused(404, 'NoSuchKey');
    if (Body === undefined) {
      const bytes = Buffer.from(body);
      return { ETag: String(version), Body: { transformToByteArray: () => Promise.resolve(bytes) } };
    }
    const isOpen = IfNoneMatch === undefined ? IfMatch === String(version) : version === 0;
    if (!isOpen) throw refused(412, 'PreconditionFailed');
    [body, version] = [Body, version + 1];
    return { ETag: String(version) };
  };
  return { send } as unknown as S3Client;
}

it('does not write over what was published between the reading of a catalog and its writing, whoever read it since', async () => {
  const client = oneObject();
  const catalog = new S3Catalog(client, 'catalog');
  const before = await catalog.change(() => catalogOf()).then(() => catalog.read());
  await new S3Catalog(client, 'catalog').change((seen) =>
    mergeCatalog(seen, [templateVersion({ version: '3.0.0' })]),
  );
  catalog.forget();
  await catalog.read();

  const late = catalog.write(mergeCatalog(before, [templateVersion({ version: '4.0.0' })]), before);
  await expect(late).rejects.toMatchObject({ code: 'Unreachable' });
  catalog.forget();
  expect((await catalog.read()).templates[0]?.versions.map(({ version }) => version)).toContain('3.0.0');
});
