import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { kinds } from '../../../../lambdas/sweep/kinds';
import { createApi } from '../../../../lambdas/api/handler';
import { day, hour, minute } from '../../../../src/domain/base/time';
import type { ExportManifest } from '../../../../src/domain/registry/audit-day';
import { beginExports, exportDay } from '../../../../src/operations/access/export-audit';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { digestOf } from '../../../../src/operations/registry/chain-events';
import { sweep } from '../../../../src/operations/registry/sweep';
import { contextOf, requestOf, silent } from '../../../support/plane/http';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const first = '2026-01-01';
const keysOf = (on: string) =>
  ['events.ndjson', 'refusals.ndjson', 'manifest.json'].map((file) => `audit/${on}/${file}`);
const linesOf = (key: string) =>
  (stage.world.exported.get(key) ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const manifestOf = (on: string) => linesOf(`audit/${on}/manifest.json`)[0] as unknown as ExportManifest;
const refuse = () =>
  createApi(
    () => stage.deps,
    silent(),
    stage.deps.meter,
  )(requestOf('DELETE /environments/{name}', { params: { name: 'foo' }, actor: actors.bob }), contextOf());

/** Two lives on a day, and two refusals. */
async function live(): Promise<void> {
  await beginExports(stage.deps);
  await stage.create({ ttl: '20d' });
  await stage.create({ name: 'bar', ttl: '20d' });
  await refuse();
  stage.world.pass(minute);
  await refuse();
}

it('exports what was written on a day an hour after its end, and no sooner', async () => {
  await live();
  stage.world.pass(day - 2 * minute);
  await sweep(kinds, stage.deps);
  const before = [...stage.world.exported.keys()];
  stage.world.pass(hour + minute);
  await sweep(kinds, stage.deps);

  expect(before).toEqual([]);
  expect([...stage.world.exported.keys()].sort()).toEqual(keysOf(first).sort());
  const { id } = await stage.read();
  const manifest = manifestOf(first);
  expect(manifest).toMatchObject({ day: first, breaks: [] });
  expect(Object.keys(manifest.heads)).toHaveLength(2);
  expect(linesOf(`audit/${first}/events.ndjson`).filter(({ subject }) => subject === id)).toHaveLength(2);
  expect(linesOf(`audit/${first}/refusals.ndjson`)).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }]);
  expect(manifest.heads[id]?.seq).toBe(2);
});

it('says in the manifest what each file holds, and where each chain then ended', async () => {
  await live();

  const manifest = await exportDay(first, stage.deps);

  const { id, head } = await stage.read();
  expect(manifest.heads[id]).toEqual({ seq: 2, digest: head });
  expect(manifest.files.map(({ key, lines }) => [key, lines])).toEqual([
    [`audit/${first}/events.ndjson`, 4],
    [`audit/${first}/refusals.ndjson`, 2],
  ]);
  for (const { key, sha256 } of manifest.files)
    expect(
      createHash('sha256')
        .update(stage.world.exported.get(key) ?? '')
        .digest('hex'),
    ).toBe(sha256);
});

it('exports a day again as the same bytes, and never another content under a key', async () => {
  await live();
  await exportDay(first, stage.deps);
  const before = new Map(stage.world.exported);
  await exportDay(first, stage.deps);
  stage.world.exported.clear();
  await exportDay(first, stage.deps);

  expect(stage.world.exported).toEqual(before);
  stage.world.exported.set(`audit/${first}/events.ndjson`, 'another');
  await expect(exportDay(first, stage.deps)).rejects.toThrow('with another content');
});

it('keeps an event in the day in which it was written first, whenever it is delivered again', async () => {
  await beginExports(stage.deps);
  stage.world.fail = (call) => (call === 'bus.publish' ? new Error('down') : undefined);
  await stage.create({ ttl: '20d' });
  stage.world.fail = () => undefined;
  const { files } = await exportDay(first, stage.deps);
  stage.world.pass(day);
  await sweep(kinds, stage.deps);
  await sweep(kinds, stage.deps);

  expect((await stage.read()).outbox).toEqual([]);
  expect((await exportDay(first, stage.deps)).files).toEqual(files);
});

it('catches up days that were missed, in order', async () => {
  await live();
  stage.world.pass(4 * day + 2 * hour);
  for (let nth = 0; nth < 6; nth++) {
    await sweep(kinds, stage.deps);
    stage.world.pass(minute);
  }

  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
  expect([...stage.world.exported.keys()]).toEqual(days.flatMap(keysOf));
});

it('begins once, also when many do at the same time, and goes on where it was', async () => {
  await Promise.all([beginExports(stage.deps), beginExports(stage.deps)]);
  stage.world.pass(day + 2 * hour);
  await sweep(kinds, stage.deps);
  await beginExports(stage.deps);

  const Key = { pk: 'EXPORT#audit', sk: 'EXPORT' };
  const { Item } = await stage.table.client.send(new GetCommand({ TableName: stage.table.name, Key }));
  expect(Item).toMatchObject({ body: { day: '2026-01-02' }, dueAt: '2026-01-03T01:00:00.000Z' });
});

it('tells people when a day cannot be exported, again and again', async () => {
  await live();
  stage.world.pass(2 * day);
  stage.world.fail = (call) => (call === 'exported.put' ? new Error('denied') : undefined);
  for (let nth = 0; nth < 8; nth++) {
    await sweep(kinds, stage.deps);
    stage.world.pass(hour);
  }

  expect(stage.world.alarms).toContainEqual(
    expect.objectContaining({ type: 'SweepFailing', item: 'EXPORT#audit', reason: 'denied' }),
  );
});

it.each([1, 2, 3, 4, 5])('is whole after a process that died at its %d. call', async (number) => {
  await live();
  const { died } = dieAt(stage.world, number);
  await exportDay(first, stage.deps).catch(() => undefined);
  stage.world.fail = () => undefined;
  stage.world.pass(2 * day);
  await sweep(kinds, stage.deps);
  stage.world.pass(hour);
  await sweep(kinds, stage.deps);

  expect(manifestOf(first)).toMatchObject({ breaks: [] });
  expect([...stage.world.exported.keys()]).toEqual(expect.arrayContaining(keysOf(first)));
  expect(died()).toBe(true);
});

it.each<[string, (event: Record<string, unknown>) => object]>([
  ['changed', (event) => ({ ...event, actor: 'eve@example.com' })],
  ['given another digest', (event) => ({ ...event, previous: digestOf(event) })],
])('names the chain that breaks at an event that was %s, and tells people', async (_how, change) => {
  await live();
  await extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '1h' }, stage.deps);
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  const { id } = await stage.read();
  const Key = { pk: `EVENT#${id}`, sk: '000002' };
  const { Item } = await stage.table.client.send(new GetCommand({ TableName: stage.table.name, Key }));
  const body = change(Item?.['body'] as Record<string, unknown>);
  await stage.table.client.send(new PutCommand({ TableName: stage.table.name, Item: { ...Item, body } }));

  const { breaks } = await exportDay(first, stage.deps);

  expect(breaks.join()).toContain(`${id}: event`);
  expect(stage.world.alarms).toContainEqual(
    expect.objectContaining({ type: 'SweepFailing', reason: breaks[0] }),
  );
});
