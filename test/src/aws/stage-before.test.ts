import { PutObjectCommand } from '@aws-sdk/client-s3';
import { BatchWriteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoAudit } from '../../../src/aws/dynamo-audit';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import type { Environment } from '../../../src/domain/environment/environment';
import { environmentKind } from '../../../src/domain/environment/environment-kind';
import { DomainEvent } from '../../../src/domain/environment/events';
import type { ImageBuild } from '../../../src/domain/image/image-build';
import { imageBuildKind } from '../../../src/domain/image/image-build-kind';
import { createDynamoReservations } from '../../../src/aws/dynamo-reservations';
import { createDynamoRuns } from '../../../src/aws/dynamo-runs';
import type { Table } from '../../../src/aws/dynamo-table';
import { S3Artifacts } from '../../../src/aws/s3-artifacts';
import { S3Catalog } from '../../../src/aws/s3-catalog';
import { S3State } from '../../../src/aws/s3-state';
import { fetchBundle } from '../../../src/bundle/read-bundle';
import { type HubBuckets, startHubBuckets } from '../../support/aws/hub-buckets';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import type { Catalog } from '../../../src/domain/template/template';
import { bundleBefore, itemsBefore, readBefore, type StoredItem } from '../../support/before/stage-before';
import { sharedOutputs, sharedPlan } from '../../support/aws/shared-documents';

type Stored = Environment;
type StoredBuild = Pick<ImageBuild, 'id' | 'status'> & { lastSeq: number };
type StoredReservation = Parameters<ReturnType<typeof createDynamoReservations>['reserve']>[0];

/** The bodies of the items under these keys, each with a name for its test. */
function bodiesOf<Body>(prefix: string): [string, Body, StoredItem][] {
  return itemsBefore(prefix).map((item) => {
    const { status = 'no status' } = item.body as { status?: string };
    return [`${item.pk}, ${status}`, item.body as Body, item];
  });
}

let server: RegistryTable;
let hub: HubBuckets;
let empty: Table;
beforeAll(async () => {
  [server, hub] = await Promise.all([startRegistryTable(), startHubBuckets()]);
  empty = await server.newTable();
  await Promise.all([store(server.table), keepObjects()]);
});
afterAll(() => Promise.all([server.close(), hub.close()]));

async function store({ name, client }: Table): Promise<void> {
  const items = readBefore<StoredItem[]>('items.json');
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
  }
}

async function keepObjects(): Promise<void> {
  const put = (Bucket: string, Key: string, Body: string | Uint8Array) =>
    hub.client.send(new PutObjectCommand({ Bucket, Key, Body }));
  for (const [bucket, file] of [
    [hub.artifacts, 'artifacts.json'],
    [hub.state, 'states.json'],
  ] as const)
    for (const [key, text] of Object.entries(readBefore<Record<string, string>>(file)))
      await put(bucket, key, text);
  const { digest, zip } = bundleBefore();
  await put(hub.catalog, 'index.json', JSON.stringify(readBefore('catalog.json')));
  await put(hub.catalog, `bundles/${digest}.zip`, zip);
}

/** The keys of an item, as far as they matter here. */
type Keys = Record<string, unknown>;

/** An item without the mark that is new with every write. */
async function stored({ name, client }: Table, { pk, sk }: StoredItem) {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk, sk } }));
  return unmarked(Item as StoredItem);
}

function unmarked({ mark: _, ...item }: StoredItem) {
  return item;
}

describe('an environment that was stored before', () => {
  it('is one in each status, with runs, outboxes and effects among them', () => {
    const bodies = bodiesOf<Stored>('ENV#').map(([, body]) => body);

    expect(new Set(bodies.map(({ status }) => status)).size).toBe(6);
    expect(bodies.filter(({ run }) => run !== null).length).toBeGreaterThan(5);
    expect(bodies.filter(({ outbox, effects }) => outbox.length * effects.length > 0)).not.toEqual([]);
  });

  it.each(bodiesOf<Stored>('ENV#'))('is found and read: %s', async (_name, body) => {
    expect(await createDynamoEntries(server.table, environmentKind).get(body.name)).toEqual(body);
  });

  it.each(bodiesOf<Stored>('ENV#'))(
    'is written with the same keys and shape: %s',
    async (_name, body, item) => {
      await createDynamoEntries(empty, environmentKind).insert(body, null);

      const { dueAt, ...written }: Keys = await stored(empty, item);
      const { dueAt: before, ...others }: Keys = unmarked(item);
      expect(written).toEqual(others);
      // What is ready is checked for drift each day since, which may come sooner than what it was due for.
      expect(dueAt === before || String(dueAt) < String(before)).toBe(true);
    },
  );

  it('is in the lists of all and of its owner', async () => {
    const registry = createDynamoEntries(server.table, environmentKind);
    const names = bodiesOf<Stored>('ENV#').map(([, { name }]) => name);

    for (const filter of [{}, { owner: 'ada@example.com' }]) {
      const { items } = await registry.list(filter, { limit: 100 });
      expect(items.map(({ name }) => name).sort()).toEqual(names.sort());
    }
  });

  it.each(bodiesOf<Stored>('LIFE#'))('is kept after its end: %s', async (_name, body, item) => {
    await createDynamoEntries(empty, environmentKind).keepLife(body);

    expect(await createDynamoEntries(server.table, environmentKind).getLife(body.id)).toEqual(body);
    expect(await stored(empty, item)).toEqual(unmarked(item));
  });

  it('has its events and the records of its runs', async () => {
    const runs = itemsBefore('RUN#').map(({ pk }) => pk.replace('RUN#', ''));
    const [kept] = bodiesOf<Stored>('ENV#kept').map(([, body]) => body);
    const { items } = await createDynamoAudit(server.table, () => '2026-01-01T00:00:00.000Z').list(
      DomainEvent,
      kept?.id ?? '',
      {
        after: 0,
        limit: 100,
      },
    );

    expect(items).toEqual(itemsBefore(`EVENT#${kept?.id}`).map(({ body }) => body));
    for (const run of runs)
      expect(await createDynamoRuns(server.table).get(run)).toMatchObject({ kind: expect.any(String) });
  });
});

describe('a build of an image that was stored before', () => {
  const builds = bodiesOf<StoredBuild>('IMAGE#');

  it('is one in each status', () => {
    expect(new Set(builds.map(([, { status }]) => status)).size).toBe(4);
  });

  it.each(builds)('is found, read and written the same: %s', async (_name, body, item) => {
    const read = await createDynamoEntries(server.table, imageBuildKind).get(body.id);
    await createDynamoEntries(empty, imageBuildKind).insert(read!, null);

    const { lastSeq: seq, ...rest } = body;
    expect(read).toEqual({ ...rest, seq, effects: [], requests: [] });
    expect(await stored(empty, item)).toEqual(unmarked(item));
  });
});

it.each(bodiesOf<StoredReservation>('KEY#'))(
  'a reservation that was stored before is found, read and written the same: %s',
  async (_name, body, item) => {
    await createDynamoReservations(empty).reserve(body);

    expect(await createDynamoReservations(server.table).get(body.actor, body.key)).toEqual(body);
    expect(await stored(empty, item)).toEqual(item);
  },
);

describe('what a run left before', () => {
  const artifacts = readBefore<Record<string, string>>('artifacts.json');
  const left = (file: string) =>
    Object.entries(artifacts).flatMap(([key, text]): [string, unknown][] =>
      key.endsWith(`/${file}`) ? [[key.split('/')[1] ?? '', JSON.parse(text)]] : [],
    );

  it('has an outcome of each kind', () => {
    const results = left('outcome.json').map(
      ([, text]) => (text as { outcome: { result: string } }).outcome.result,
    );

    expect([...new Set(results)].sort()).toEqual(['applied', 'cancelled', 'destroyed', 'failed', 'planned']);
  });

  it.each(left('outcome.json'))('is read: the outcome of %s', async (run, outcome) => {
    expect(await new S3Artifacts(hub.client, hub.artifacts).readOutcome(run)).toEqual(outcome);
  });

  it.each(left('plan.json'))('is read: the plan of %s', async (run, plan) => {
    expect(await sharedPlan(new S3Artifacts(hub.client, hub.artifacts), run)).toEqual(plan);
  });

  it.each(left('timeline.json'))('is read: the timeline of %s', async (run, timeline) => {
    expect(await new S3Artifacts(hub.client, hub.artifacts).readTimeline(run)).toEqual(timeline);
  });

  it.each(left('receipt.json'))('is read: the receipt of %s', async (run, receipt) => {
    expect(await new S3Artifacts(hub.client, hub.artifacts).readReceipt(run)).toEqual(receipt);
  });

  it.each(
    bodiesOf<Stored>('ENV#')
      .filter(([, { name }]) => ['kept', 'gone'].includes(name))
      .map(([, { name, id }]): [string, string] => [name, id]),
  )('is read beside the state of %s: metadata, outputs, lock and planned creates', async (name, id) => {
    const files = readBefore<Record<string, string>>('states.json');
    const file = (path: string): unknown => JSON.parse(files[`environments/${name}/${id}/${path}`] ?? 'null');
    const states = new S3State(hub.client, hub.state);
    const creates = Object.keys(files).filter((key) => key.includes(`/${id}/creates/`));

    expect(await states.readMetadata({ name, id })).toEqual(file('metadata.json'));
    expect(await sharedOutputs(states, { name, id })).toEqual(file('outputs.json'));
    expect((await states.readLock({ name, id }))?.lock).toEqual(file('terraform.tfstate.tflock'));
    expect(creates).not.toEqual([]);
    expect(await states.listCreates({ name, id })).toEqual(
      creates.map((key): unknown => JSON.parse(files[key] ?? '')),
    );
  });
});

/** The catalog with the field of manifests that came later, as one that withdraws nothing has it. */
function withoutWithdrawals({ templates }: Catalog): Catalog {
  return {
    templates: templates.map(({ name, versions }) => ({
      name,
      versions: versions.map((one) => ({ ...one, manifest: { ...one.manifest, withdrawn: [] } })),
    })),
  };
}

it('a template that was published before is in the catalog, and its bundle is the one that was pinned', async () => {
  const catalog = new S3Catalog(hub.client, hub.catalog);
  const { digest } = bundleBefore();

  const bundle = await fetchBundle((wanted) => catalog.readBundle(wanted), digest);

  expect(await catalog.read()).toEqual(withoutWithdrawals(readBefore<Catalog>('catalog.json')));
  expect(bundle.manifest).toMatchObject({ template: 'playground', version: '1.0.0' });
  expect([...bundle.files.keys()]).toContain('templates/playground/main.tf');
});
