import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoDueIndex } from '../../../src/aws/dynamo-due';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { requestBuild } from '../../../src/domain/image/decide-image-build';
import type { ImageBuild } from '../../../src/domain/image/image-build';
import { hour, plus } from '../../../src/domain/base/time';
import type { ImageBuilds } from '../../../src/operations/ports/image';
import { start } from '../../support/builders/births';
import { fail, noteDelivered, noteStarted } from '../../support/builders/image-lives';
import { shop } from '../../support/builders/images';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';
import { imageBuildKind } from '../../../src/domain/image/image-build-kind';

let server: RegistryTable;
let builds: ImageBuilds;

beforeAll(async () => {
  server = await startRegistryTable();
});
beforeEach(async () => {
  server = { ...server, table: await server.newTable() };
  builds = createDynamoEntries(server.table, imageBuildKind);
});
afterAll(() => server.close());

const buildOf = (number: number): ImageBuild =>
  requestBuild({ id: ulidAt(start, number), by: 'ada', ref: 'main', context: '.', of: shop }, start);

const due = async () => {
  const found: string[] = [];
  for await (const page of createDynamoDueIndex(server.table).due(plus(start, hour)))
    found.push(...page.map(({ pk }) => pk));
  return found;
};

it('holds a build once', async () => {
  const build = buildOf(1);

  expect([await builds.insert(build, null), await builds.insert(build, null)]).toEqual([true, false]);
  expect(await builds.get(build.id)).toEqual(build);
  expect(await builds.get(ulidAt(start, 2))).toBeUndefined();
});

it('replaces the version that was read, and no other', async () => {
  const build = buildOf(1);
  await builds.insert(build, null);
  const next = noteStarted(build, 'shop-images:1', start)!;

  expect(await builds.save(next, build)).toBe(true);
  expect(await builds.save(noteStarted(build, 'shop-images:2', start)!, build)).toBe(false);
  expect(await builds.get(build.id)).toEqual(next);
});

it('is found by the sweep until all is done and told', async () => {
  const build = buildOf(1);
  await builds.insert(build, null);
  const before = await due();
  const failed = fail(build, { reason: 'it broke' }, start)!;
  const told = noteDelivered(
    failed,
    failed.outbox.map(({ id }) => id),
    start,
  )!;
  await builds.save(told, build);

  expect(before).toEqual([`IMAGE#${build.id}`]);
  expect(await due()).toEqual([]);
});

it('lists the newest first, a page at a time, whatever a torn item holds', async () => {
  for (const number of [1, 2, 3]) await builds.insert(buildOf(number), null);
  const torn = { pk: 'IMAGE#torn', sk: 'IMAGE', listKey: 'IMAGES', listSort: '0', body: {} };
  await server.table.client.send(new PutCommand({ TableName: server.table.name, Item: torn }));

  const first = await builds.list({}, { limit: 2 });
  const second = await builds.list({}, { limit: 2, cursor: first.next ?? '' });

  expect(first.items.map(({ id }) => id)).toEqual([ulidAt(start, 3), ulidAt(start, 2)]);
  expect(second.items.map(({ id }) => id)).toEqual([ulidAt(start, 1)]);
});

it('takes no cursor of another list', async () => {
  const other = { pk: 'x', sk: 'x', listSort: 'x', listKey: 'ENV' };
  const cursor = Buffer.from(JSON.stringify(other)).toString('base64url');

  await expect(builds.list({}, { limit: 2, cursor })).rejects.toMatchObject({ code: 'InvalidRequest' });
});
