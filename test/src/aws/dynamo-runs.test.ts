import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoRuns } from '../../../src/aws/dynamo-runs';
import { itemKey, type Table, toCursor } from '../../../src/aws/dynamo-table';
import type { Progress } from '../../../src/domain/environment/progress';
import type { Runs } from '../../../src/operations/ports/environment';
import { planDigest, start } from '../../support/builders/births';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  runOf,
  settled,
  waiting,
} from '../../support/builders/lives';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';

let server: RegistryTable;
let runs: Runs;
let table: Table;

beforeAll(async () => {
  server = await startRegistryTable();
});
beforeEach(async () => {
  table = await server.newTable();
  runs = createDynamoRuns(table);
});
afterAll(() => server.close());

const progress: Progress = { counter: 7, at: start, step: 'apply', done: 1, total: 3, current: [] };

it('draws the history of a run from its events, in whatever order and however often they come', async () => {
  const applied = applying(claimed(born()));
  const run = runOf(applied);
  const { outbox } = settled(applied, appliedOutcome(run)).environment;

  for (const event of [...outbox].reverse()) await runs.record(event);
  const backwards = await runs.get(run);
  for (const event of outbox) await runs.record(event);

  expect(backwards).toMatchObject({
    environment: 'foo',
    build: `leasehold:${run}`,
    planDigest,
    result: 'applied',
  });
  expect(await runs.get(run)).toEqual(backwards);
});

it('keeps what a build reports beside the history, and answers it once there is one', async () => {
  const environment = born();
  const run = runOf(environment);

  await runs.report(run, progress);
  const early = await runs.get(run);
  for (const event of environment.outbox) await runs.record(event);
  await runs.report(run, { ...progress, counter: 8 });

  expect(early).toBeUndefined();
  expect(await runs.get(run)).toMatchObject({ kind: 'provision', progress: { counter: 8 } });
});

it('hears a build whose report cannot be kept as it is', async () => {
  const run = runOf(born());

  await runs.report(run, { ...progress, counter: 9, total: NaN });

  expect(await runs.progress(run)).toEqual({ ...progress, counter: 9, done: 0, total: 0 });
});

it('takes a report that cannot be read for none, and shows the run all the same', async () => {
  const environment = born();
  const run = runOf(environment);
  for (const event of environment.outbox) await runs.record(event);
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: itemKey('RUN', run),
      UpdateExpression: 'SET progress = :torn',
      ExpressionAttributeValues: { ':torn': { counter: '(sensitive)' } },
    }),
  );

  expect(await runs.progress(run)).toBeUndefined();
  expect(await runs.get(run)).toMatchObject({ id: run, kind: 'provision' });
  expect((await runs.list(environment.id, { limit: 1 })).items).toHaveLength(1);
});

it('lists the runs of a life, newest first, in pages', async () => {
  const approved = after(waiting(born()), [{ type: 'approve', planDigest, by }]);
  for (const event of approved.outbox) await runs.record(event);

  const first = await runs.list(approved.id, { limit: 1 });
  const second = await runs.list(approved.id, { limit: 1, cursor: first.next! });

  expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([
    [runOf(approved)],
    [runOf(waiting(born()))],
  ]);
  expect((await runs.list(ulidAt(start, 77), { limit: 5 })).items).toEqual([]);
});

it('refuses the cursor of another life', async () => {
  const cursor = toCursor({ pk: 'RUN#1', sk: 'RUN', listKey: 'RUNS#other', listSort: '1' })!;

  await expect(runs.list(born().id, { limit: 1, cursor })).rejects.toMatchObject({ code: 'InvalidRequest' });
});
