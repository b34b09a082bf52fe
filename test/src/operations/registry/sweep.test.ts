import { createDynamoDueIndex } from '../../../../src/aws/dynamo-due';
import { day, hour, minute } from '../../../../src/domain/base/time';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { beginApply } from '../../../../src/operations/environment/runner-gate';
import { sweep } from '../../../../src/operations/registry/sweep';
import { planDigest } from '../../../support/builders/births';
import { depsOn } from '../../../support/plane/deps';
import { lagIndexes } from '../../../support/aws/lagging-index';
import { appliedOutcome } from '../../../support/builders/lives';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const counted = <Result extends { type?: string }>(things: Result[], type: string) =>
  things.filter((thing) => thing.type === type).length;

it('looks at nothing when nothing is due', async () => {
  await stage.ready();

  expect(await sweep(kinds, stage.deps)).toEqual({ visited: 0, failed: 0 });
});

it('ends what expired once, however many sweeps run at once', async () => {
  const { deps, world } = stage;
  for (const name of ['ant', 'bee', 'cat']) await stage.ready({ name });
  world.pass(3 * hour);

  const reports = await Promise.all([sweep(kinds, deps), sweep(kinds, deps), sweep(kinds, deps)]);

  expect(reports.reduce((sum, { visited }) => sum + visited, 0)).toBe(3);
  expect(counted(world.published, 'LeaseExpired')).toBe(3);
  expect(world.started.filter(({ workflow }) => workflow === 'destroy-environment')).toHaveLength(3);
});

it('works through a backlog on every page of the index', async () => {
  const { deps, world } = stage;
  const names = Array.from({ length: 40 }, (_, index) => `env-${index}`);
  await Promise.all(names.map((name) => stage.create({ name })));
  world.pass(3 * hour);

  const report = await sweep(kinds, deps);

  expect(report).toEqual({ visited: 40, failed: 0 });
  expect(counted(world.published, 'EnvironmentDestroyed')).toBe(40);
});

it('that freezes holds nothing up for longer than its claim, and does nothing twice when it wakes', async () => {
  const { deps, world } = stage;
  await stage.ready();
  world.pass(3 * hour);
  let thaw = () => {};
  const frozen = depsOn(stage.table, world);
  const claim = frozen.due.claim.bind(frozen.due);
  const reached = new Promise<void>((resolve) => {
    frozen.due.claim = async (item, until) => {
      const claimed = await claim(item, until);
      resolve();
      await new Promise<void>((go) => (thaw = go));
      return claimed;
    };
  });
  const first = sweep(kinds, frozen);
  await reached;

  const early = await sweep(kinds, deps);
  world.pass(2 * minute);
  const late = await sweep(kinds, deps);
  thaw();
  await first;

  expect([early.visited, late.visited]).toEqual([0, 1]);
  expect(counted(world.published, 'LeaseExpired')).toBe(1);
  expect(await stage.read()).toMatchObject({
    status: 'destroying',
    destruction: { attempts: 1 },
    outbox: [],
  });
});

it('is not led astray by an index that lags', async () => {
  const { world } = stage;
  const lagging = lagIndexes(stage.table, stage.server.raw);
  const behind = { ...stage.deps, due: createDynamoDueIndex(lagging.table) };
  await stage.ready();
  world.pass(2 * hour - minute);
  await lagging.freeze();
  await extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '5h' }, stage.deps);
  await stage.create({ name: 'new', ttl: '1h' });
  world.pass(2 * hour);

  const blind = await sweep(kinds, behind);
  await lagging.freeze();
  await sweep(kinds, behind);

  expect(blind.failed).toBe(0);
  expect((await stage.read('foo')).status).toBe('ready');
  expect((await stage.read('new')).status).toBe('destroyed');
});

it('goes on to the next item when one cannot even be claimed', async () => {
  const { deps, world } = stage;
  await stage.create({ name: 'ant' });
  await stage.create({ name: 'bee' });
  world.pass(3 * hour);
  let claims = 0;
  world.fail = (call) => (call === 'due.claim' && ++claims === 1 ? new Error('throttled') : undefined);

  const first = await sweep(kinds, deps);
  const second = await sweep(kinds, deps);

  expect([first, second]).toEqual([
    { visited: 2, failed: 1 },
    { visited: 1, failed: 0 },
  ]);
  expect(world.alarms).toEqual([]);
});

it('backs off from a poisoned item, and tells a person at every fifth attempt even if that fails at first', async () => {
  const { deps, world } = stage;
  await stage.create();
  world.fail = (call) =>
    call === 'workflows.describe' || (call === 'bus.alarm' && visits < 6) ? new Error('poison') : undefined;
  let visits = 0;
  const waits: number[] = [];
  for (let last = 0, minutes = 1; visits < 10; minutes++) {
    world.pass(minute);
    if ((await sweep(kinds, deps)).visited === 0) continue;
    visits += 1;
    waits.push(minutes - last);
    last = minutes;
  }

  expect(waits).toEqual([1, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(world.alarms).toEqual([{ type: 'SweepFailing', item: 'ENV#foo', attempts: 10, reason: 'poison' }]);
});

it('does not take a run for dead whose execution it has only just started', async () => {
  const { deps, world } = stage;
  world.fail = (call) => (call === 'workflows.start' ? new Error('throttled') : undefined);
  await stage.create();
  world.fail = () => undefined;
  world.pass(minute);
  deps.workflows.describe = () => Promise.resolve('absent');

  await sweep(kinds, deps);

  expect(world.started).toHaveLength(1);
  expect(await stage.read()).toMatchObject({ status: 'pending', run: { phase: 'queued' }, effects: [] });
});

it('leaves a run that goes on alone, and notes its progress', async () => {
  const { deps, world } = stage;
  await stage.create();
  const claim = await stage.claim();
  for (let counter = 1; counter < 5; counter++) {
    await deps.runs.report(claim.runId, {
      counter,
      at: world.now,
      step: 'plan',
      done: 0,
      total: 0,
      current: [],
    });
    world.pass(minute);
    await sweep(kinds, deps);
  }

  expect(world.stoppedBuilds).toEqual([]);
  expect((await stage.read()).run).toMatchObject({ heartbeat: { counter: 4, suspected: false } });
});

it('asks a run to stop when the lease ends while it applies, and kills it when it does not', async () => {
  const { deps, world } = stage;
  await stage.create();
  const claim = await stage.claim();
  await beginApply({ ...claim, planDigest }, deps);
  for (let counter = 1; counter < 28; counter++) {
    world.pass(5 * minute);
    await deps.runs.report(claim.runId, {
      counter,
      at: world.now,
      step: 'apply',
      done: 0,
      total: 3,
      current: [],
    });
    await sweep(kinds, deps);
  }
  const stopping = await stage.read();
  stage.leave(claim, appliedOutcome(claim.runId));
  world.pass(minute);
  await sweep(kinds, deps);

  expect(stopping).toMatchObject({ status: 'destroying', run: { stop: { reason: 'destroy' } } });
  expect(world.stoppedBuilds).toEqual([claim.build]);
  expect(await stage.read()).toMatchObject({ run: { kind: 'destroy' }, lastRun: { result: 'applied' } });
});

it('comes back to nothing whose life is over and told', async () => {
  const { deps, world } = stage;
  await stage.ready();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, deps);
  await stage.finishDestroy();
  world.pass(30 * day);

  // Once for what the life really cost, and never again.
  expect(await sweep(kinds, deps)).toEqual({ visited: 1, failed: 0 });
  world.pass(30 * day);
  expect(await sweep(kinds, deps)).toEqual({ visited: 0, failed: 0 });
});

describe('a sweep that dies at its', () => {
  it.each(Array.from({ length: 16 }, (_, index) => index + 1))(
    '%d. call is finished by the next',
    async (number) => {
      const { deps, world } = stage;
      await stage.ready();
      world.pass(3 * hour);
      dieAt(world, number);
      await sweep(kinds, deps).catch(() => undefined);
      world.fail = () => undefined;
      for (let step = 0; step < 2; step++) {
        world.pass(2 * minute);
        await sweep(kinds, deps);
      }

      const environment = await stage.read();
      expect(environment).toMatchObject({
        status: 'destroying',
        destruction: { attempts: 1 },
        outbox: [],
        effects: [],
      });
      expect(world.started.filter(({ workflow }) => workflow === 'destroy-environment')).toHaveLength(1);
      expect(new Set(world.published.map(({ id }) => id)).size).toBe(environment.seq);
    },
  );
});
