import { minute } from '../../../../src/domain/base/time';
import { environments } from '../../../../src/operations/environment/environments';
import { deliver } from '../../../../src/operations/registry/deliver';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../src/operations/registry/sweep';
import { failedOutcome } from '../../../support/builders/lives';
import { planOf } from '../../../support/builders/births';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { rejectPlan } from '../../../../src/operations/environment/reject-plan';
import { planDigest } from '../../../support/builders/births';
import { beginApply } from '../../../../src/operations/environment/runner-gate';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const down = (...calls: string[]) => {
  stage.world.fail = (call) => (calls.includes(call) ? new Error(`${call} is down`) : undefined);
};
const typesOf = (events: { type: string }[]) => events.map((event) => event.type);
const destroy = () => destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
async function mend() {
  stage.world.fail = () => undefined;
  stage.world.accepts = () => true;
  stage.world.pass(minute);
  await sweep(kinds, stage.deps);
}

it('carries out every effect and publishes every event, then takes them off', async () => {
  await stage.create();

  const { outbox, effects, seq } = await stage.read();
  expect([outbox, effects, seq]).toEqual([[], [], 2]);
  expect(typesOf(stage.world.published)).toEqual(['EnvironmentRequested', 'RunStarted']);
  expect(stage.world.started).toHaveLength(1);
});

it.each([
  ['workflows.start', { effects: 1, outbox: 0 }],
  ['audit.append', { effects: 0, outbox: 2 }],
  ['runs.record', { effects: 0, outbox: 2 }],
  ['bus.publish', { effects: 0, outbox: 2 }],
  ['registry.save', { effects: 1, outbox: 2 }],
])('leaves what %s refused to the sweep, and nothing else', async (call, left) => {
  down(call);
  await stage.create();
  const { effects, outbox } = await stage.read();
  await mend();

  expect({ effects: effects.length, outbox: outbox.length }).toEqual(left);
  expect(stage.world.warnings).not.toEqual([]);
  expect(await stage.read()).toMatchObject({ effects: [], outbox: [] });
  expect(stage.world.started).toHaveLength(1);
});

it('takes off what the bus accepted and publishes the rest again', async () => {
  stage.world.accepts = ({ type }) => type !== 'RunStarted';
  await stage.create();
  const { outbox } = await stage.read();
  await mend();

  expect(typesOf(outbox)).toEqual(['RunStarted']);
  expect(typesOf(stage.world.published)).toEqual(['EnvironmentRequested', 'RunStarted']);
  expect(await stage.read()).toMatchObject({ outbox: [] });
});

it('publishes more than the bus takes at once, and keeps what went before a failure as told', async () => {
  stage.world.accepts = () => false;
  await stage.create();
  let environment = await stage.read();
  const [sample] = environment.outbox;
  const more = Array.from({ length: 25 }, (_, index) => ({
    ...sample!,
    seq: index + 1,
    id: `${sample!.life}-${index}`,
  }));
  const outbox = more.map((event, index) => environment.outbox[index] ?? event);
  await stage.deps.registry.save({ ...environment, outbox, version: environment.version + 1 }, environment);
  let batches = 0;
  stage.world.accepts = () => true;
  stage.world.fail = (call) =>
    call === 'bus.publish' && ++batches === 3 ? new Error('throttled') : undefined;

  environment = await deliver(environments, await stage.read(), stage.deps);

  expect(stage.world.published).toHaveLength(20);
  expect(environment.outbox.map(({ seq }) => seq)).toEqual([21, 22, 23, 24, 25]);
});

it.each([
  [
    'workflows.stop',
    async () => {
      await stage.create();
      return destroy;
    },
    () => stage.world.stoppedExecutions,
  ],
  [
    'artifacts.discardPlanFile',
    async () => {
      await stage.create({ planOnly: true });
      const claim = await stage.claim();
      stage.leave(claim, { result: 'planned', plan: planOf(claim.runId, ['plan-only']) });
      await settleRun(claim, stage.deps);
      return () => rejectPlan({ actor: actors.ada, name: 'foo', planDigest }, stage.deps);
    },
    () => stage.world.discardedPlans,
  ],
])('carries out %s later when it fails at first', async (call, prepare, done) => {
  const ask = await prepare();
  down(call);
  await ask();
  const before = [...done()];
  await mend();

  expect(before).toEqual([]);
  expect(done()).toHaveLength(1);
  expect((await stage.read()).effects).toEqual([]);
});

it('stops a build later when that fails at first, until it is stopped', async () => {
  await stage.ready();
  await destroy();
  await stage.claim();
  down('builds.stop');
  for (let step = 0; step < 3; step++) {
    stage.world.pass(minute);
    await sweep(kinds, stage.deps);
  }
  const before = stage.world.stoppedBuilds.length;
  await mend();

  expect(before).toBe(0);
  expect(stage.world.stoppedBuilds.length).toBeGreaterThan(0);
});

describe('a process that dies while it settles a run, at its', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    '%d. call, settles it once',
    async (number) => {
      const { deps, world } = stage;
      await stage.create();
      const claim = await stage.claim();
      await beginApply({ ...claim, planDigest }, deps);
      await destroy();
      stage.leave(claim, failedOutcome());
      dieAt(world, number);
      await settleRun(claim, deps).catch(() => undefined);
      await mend();
      await mend();

      const environment = await stage.read();
      expect(environment).toMatchObject({
        status: 'destroying',
        run: { kind: 'destroy', phase: 'queued' },
        lastRun: { id: claim.runId, result: 'failed' },
        destruction: { attempts: 1 },
        outbox: [],
        effects: [],
      });
      expect(world.started.filter(({ workflow }) => workflow === 'destroy-environment')).toHaveLength(1);
      expect(new Set(world.published.map(({ id }) => id)).size).toBe(environment.seq);
    },
  );
});

it('measures an event once, however many deliver it at the same time', async () => {
  stage.world.accepts = () => false;
  await stage.create();
  await stage.claim();
  const environment = await stage.read();
  stage.world.accepts = () => true;

  await Promise.all([1, 2, 3, 4].map(() => deliver(environments, environment, stage.deps)));

  expect(typesOf(stage.world.published).filter((type) => type === 'RunClaimed').length).toBeGreaterThan(1);
  expect(stage.world.measured).toEqual([{ name: 'QueueAge', value: 0 }]);
});

it('measures nothing that the bus has not accepted', async () => {
  stage.world.accepts = ({ type }) => type !== 'RunClaimed';
  await stage.create();
  await stage.claim();
  await deliver(environments, await stage.read(), stage.deps);

  expect(stage.world.measured).toEqual([]);
});
