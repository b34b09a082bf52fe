import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { itemKey } from '../../../../../src/aws/dynamo-table';
import { hour } from '../../../../../src/domain/base/time';
import { cancelRun } from '../../../../../src/operations/environment/cancel-run';
import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { checkDrift } from '../../../../../src/operations/environment/drift/check-drift';
import { getEnvironment } from '../../../../../src/operations/environment/get-environment';
import { listEnvironments } from '../../../../../src/operations/environment/list/list-environments';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { planOf } from '../../../../support/builders/births';
import { runOf } from '../../../../support/builders/lives';
import { actors, useStage } from '../../../../support/plane/operations-stage';
import { slotsOf } from '../../../../support/slots/slot-stage';

const stage = useStage();

const { slots, atWork, line, started, finish, sweeps } = slotsOf(stage);

/** Names `foo-0`, `foo-1` and so on, asked for one after the other. */
async function ask(count: number, from = 0) {
  for (let number = from; number < from + count; number++) await stage.create({ name: `foo-${number}` });
}

beforeEach(() => {
  stage.world.slotCounts = { runs: 1, destroys: 1 };
});

it('starts what there is a slot for, and the next when that has ended', async () => {
  await ask(3);
  expect(started()).toEqual(['foo-0']);
  expect(await line()).toEqual(['foo-1', 'foo-2']);

  await finish('foo-0');

  expect(started()).toEqual(['foo-0', 'foo-1']);
  expect(await atWork()).toEqual(['foo-1']);
});

it('writes nothing of slots where a target limits nothing', async () => {
  delete stage.world.slotCounts;
  await ask(3);

  expect(started()).toEqual(['foo-0', 'foo-1', 'foo-2']);
  expect(await stage.deps.slots.get((await stage.read('foo-0')).target)).toBeUndefined();
});

it('does not count the time in line as that of a run which did not start, and says why it waits', async () => {
  await ask(2);
  const { runId } = await stage.claim('foo-0');
  for (let number = 0; number < 3; number++) {
    await stage.deps.runs.report(runId, {
      counter: number + 1,
      at: stage.world.now,
      step: 'plan',
      done: 0,
      total: 0,
      current: [],
    });
    await sweeps(1);
  }

  expect((await stage.read('foo-1')).run).toMatchObject({
    phase: 'queued',
    waiting: { words: expect.stringContaining('All slots of target') },
  });
});

it('gives the slot of a plan to the next while that plan waits for a person', async () => {
  await stage.create({ name: 'foo-0', planOnly: true });
  await ask(1, 1);
  const claim = await stage.claim('foo-0');
  stage.leave(claim, { result: 'planned', plan: planOf(claim.runId, ['plan-only']) });
  await settleRun(claim, stage.deps);

  expect(await atWork()).toEqual(['foo-1']);
});

it('lets a run that is cancelled leave the line', async () => {
  await ask(3);
  await cancelRun({ actor: actors.ada, name: 'foo-1' }, stage.deps);

  expect(await line()).toEqual(['foo-2']);
});

it('ends a life whose lease ends while its provision waits', async () => {
  await ask(2);
  await finish('foo-0');
  await ask(1, 2);
  stage.world.pass(3 * hour);
  await sweeps(2);

  expect((await stage.read('foo-2')).status).toBe('destroyed');
  expect(await line()).toEqual([]);
});

it('starts destroys while provisions wait', async () => {
  await ask(1);
  await finish('foo-0');
  await ask(3, 1);
  await destroyEnvironment({ actor: actors.ada, name: 'foo-0' }, stage.deps);

  expect(started()).toEqual(['foo-0', 'foo-1', 'foo-0']);
  await finish('foo-0');
  expect((await stage.read('foo-0')).status).toBe('destroyed');
});

it('starts a check for drift only in a free slot, some time later if there is none now', async () => {
  await ask(1);
  await finish('foo-0');
  await ask(2, 1);
  await checkDrift({ actor: actors.ada, name: 'foo-0' }, stage.deps);
  expect(started()).toEqual(['foo-0', 'foo-1']);

  await finish('foo-1');
  await sweeps(1);
  expect(started()).toEqual(['foo-0', 'foo-1', 'foo-2']);

  await finish('foo-2');
  await sweeps(1);
  expect(stage.world.started.at(-1)).toMatchObject({ workflow: 'check-drift', name: 'foo-0' });
  expect(await atWork()).toEqual(['foo-0']);
});

it('forgets a check that never had a slot once it is over', async () => {
  await ask(1);
  await finish('foo-0');
  await ask(1, 1);
  await checkDrift({ actor: actors.ada, name: 'foo-0' }, stage.deps);
  await destroyEnvironment({ actor: actors.ada, name: 'foo-0' }, stage.deps);
  await sweeps(1);

  expect((await stage.read('foo-0')).effects).toEqual([]);
  expect(stage.world.started.map(({ workflow }) => workflow)).not.toContain('check-drift');
});

it('repairs itself where its item is lost: who waits asks again, who works is entered again', async () => {
  stage.world.slotCounts = { runs: 2, destroys: 1 };
  await ask(4);
  await stage.claim('foo-0');
  await stage.claim('foo-1');
  const { target } = await stage.read('foo-0');
  await stage.table.client.send(
    new DeleteCommand({ TableName: stage.table.name, Key: itemKey('SLOTS', target) }),
  );
  await sweeps(2);

  const all = [...(await atWork()), ...(await line())].sort();
  expect(all).toEqual(['foo-0', 'foo-1', 'foo-2', 'foo-3']);
  expect(started().sort()).toEqual((await atWork()).sort());
});

it('frees what is held by a run that is over, as the environment has it', async () => {
  await ask(2);
  const { runs } = await slots();
  const lost = { ...runs.running[0]!, run: runOf(await stage.read('foo-1')).replace(/.$/, 'Z') };
  const seen = await slots();
  const version = seen.version + 1;
  await stage.deps.slots.save({ ...seen, version, runs: { ...seen.runs, running: [lost] } }, seen);

  await sweeps(3);

  expect(await atWork()).not.toContain(lost.run);
  expect((await slots()).runs.running.map(({ run }) => run)).not.toContain(lost.run);
});

it('gives everybody a place who asked at once, and counts it down', async () => {
  await Promise.all([1, 2, 3, 4, 5].map((number) => stage.create({ name: `foo-${number - 1}` })));
  const waiting = await line();
  expect(waiting).toHaveLength(4);

  const last = { actor: actors.ada, name: waiting[3]! };
  const shown = async () => (await getEnvironment(last, stage.deps)).run?.line;
  expect(await shown()).toMatchObject({ position: 4, of: 4 });
  await finish((await atWork())[0]!);
  expect(await shown()).toMatchObject({ position: 3, of: 3 });
  const { items } = await listEnvironments({ actor: actors.ada, limit: 10 }, stage.deps);
  expect(items.flatMap(({ run }) => run?.line?.position ?? []).sort()).toEqual([1, 2, 3]);
});

it('measures each minute how long the oldest run in line has waited, for the stage and by target, and nothing where none waits', async () => {
  const measured = () => stage.world.measured.filter(({ name }) => name === 'OldestWaiterAge');
  await ask(1);
  await sweeps(1);
  expect(measured()).toEqual([]);

  await ask(2, 1);
  await sweeps(2);

  const { target } = await stage.read('foo-1');
  const ages = measured().map(({ value, dimensions }) => [value, dimensions]);
  expect(ages).toEqual([
    [60, undefined],
    [60, { target }],
    [120, undefined],
    [120, { target }],
  ]);
});
