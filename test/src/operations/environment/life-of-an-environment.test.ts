import type { Actor } from '../../../../src/domain/access/actor';
import type { PlanSummary } from '../../../../src/domain/environment/plan';
import { day, hour, minute } from '../../../../src/domain/base/time';
import { approvePlan } from '../../../../src/operations/environment/approve-plan';
import { createEnvironment } from '../../../../src/operations/environment/create-environment';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { getLife } from '../../../../src/operations/environment/get-life';
import { listEvents } from '../../../../src/operations/environment/list-events';
import { beginApply, claimRun } from '../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../src/operations/registry/sweep';
import { catalogOf } from '../../../support/terraform/catalog';
import { depsOn, newWorld } from '../../../support/plane/deps';
import { startRegistryTable } from '../../../support/aws/registry';
import { kinds } from '../../../../lambdas/sweep/kinds';

const actor: Actor = { kind: 'person', id: 'ada@example.com', name: 'Ada', roles: ['developer'], teams: [] };
const digest = 'd'.repeat(64);
const receipt = {
  built: true,
  digest,
  checked: 3,
  terminal: 0,
  adopted: 0,
  unchecked: 0,
  regions: ['us-east-1'],
  endedAt: '2026-01-01T00:00:00.000Z',
  cost: 0,
};

let registry: Awaited<ReturnType<typeof startRegistryTable>>;
beforeEach(async () => {
  registry = await startRegistryTable();
});
afterEach(() => registry.close());

function stage() {
  const world = newWorld();
  const deps = depsOn(registry.table, world, catalogOf());
  const build = 'leasehold:1';
  const plan = (run: string, needs: PlanSummary['needs'] = []): PlanSummary => ({
    digest,
    run,
    create: 3,
    update: 0,
    replace: 0,
    delete: 0,
    cost: { source: 'plan', hourly: 0, monthly: 0, lease: 0, unpriced: [], unverified: false },
    needs,
  });
  const outcome = (run: string, value: object) => {
    world.outcomes.set(run, { run, build, at: world.now, outcome: value as never });
    world.overBuilds.add(build);
  };
  const applied = (run: string) => ({
    result: 'applied',
    plan: plan(run),
    resources: 3,
    outputs: { names: ['message'], sensitive: [] },
    cost: plan(run).cost,
  });
  return { world, deps, build, plan, outcome, applied };
}

test('an environment is created, becomes ready, is extended, expires by itself and ends with a receipt', async () => {
  const { world, deps, build, outcome, applied } = stage();

  const created = await createEnvironment({ actor, name: 'foo', template: 'playground', ttl: '2h' }, deps);
  const [first] = world.started;
  const claim = { name: 'foo', id: created.id, runId: first?.runId ?? '', build };
  await claimRun(claim, deps);
  await beginApply({ ...claim, planDigest: digest }, deps);
  outcome(claim.runId, applied(claim.runId));
  const ready = await settleRun(claim, deps);
  const extended = await extendEnvironment({ actor, name: 'foo', ttl: '1h' }, deps);
  world.pass(2.5 * hour);
  await sweep(kinds, deps);
  const warned = await deps.registry.get('foo');
  world.pass(hour);
  await sweep(kinds, deps);
  const doomed = await deps.registry.get('foo');
  const destroyRun = { ...claim, runId: doomed?.run?.id ?? '', build: 'leasehold:2' };
  await claimRun(destroyRun, deps);
  world.outcomes.set(destroyRun.runId, {
    run: destroyRun.runId,
    build: 'leasehold:2',
    at: world.now,
    outcome: { result: 'destroyed', receipt },
  });
  const destroyed = await settleRun(destroyRun, deps);

  expect(created).toMatchObject({
    status: 'pending',
    run: { phase: 'queued' },
    lease: { expiresAt: '2026-01-01T02:00:00.000Z' },
  });
  expect(ready).toMatchObject({ status: 'ready', run: null, outputs: { names: ['message'] } });
  expect(extended.lease.expiresAt).toBe('2026-01-01T03:00:00.000Z');
  expect(warned?.status).toBe('ready');
  expect(doomed).toMatchObject({ status: 'destroying', destruction: { reason: 'expired', attempts: 1 } });
  expect(destroyed).toMatchObject({
    status: 'destroyed',
    run: null,
    receipt: { checked: 3 },
    outbox: [],
    effects: [],
  });
  expect(world.warnings).toEqual([]);
  const { items } = await listEvents({ name: 'foo', after: 0 }, deps);
  expect(items.map((event) => event.seq)).toEqual(items.map((_, index) => index + 1));
  expect(items.map((event) => event.type)).toEqual(
    expect.arrayContaining([
      'EnvironmentRequested',
      'EnvironmentReady',
      'LeaseExtended',
      'LeaseExpired',
      'EnvironmentDestroyed',
    ]),
  );
});

test('a plan that waits is applied by a new run once it is approved, and a second approval is a conflict', async () => {
  const { world, deps, build, outcome, plan } = stage();

  const created = await createEnvironment(
    { actor, name: 'foo', template: 'playground', planOnly: true },
    deps,
  );
  const claim = { name: 'foo', id: created.id, runId: created.run?.id ?? '', build };
  await claimRun(claim, deps);
  await expect(beginApply({ ...claim, planDigest: digest }, deps)).rejects.toMatchObject({
    code: 'RunRefused',
  });
  outcome(claim.runId, { result: 'planned', plan: plan(claim.runId, ['plan-only']) });
  const waiting = await settleRun(claim, deps);
  const approved = await approvePlan({ actor, name: 'foo', planDigest: digest }, deps);

  expect(waiting?.run).toMatchObject({ phase: 'awaiting-approval', plan: { digest } });
  expect(approved.run).toMatchObject({ phase: 'queued', planOf: claim.runId });
  expect(world.started.at(-1)).toMatchObject({ workflow: 'apply-plan', runId: approved.run?.id });
  await expect(approvePlan({ actor, name: 'foo', planDigest: digest }, deps)).rejects.toMatchObject({
    code: 'NotAwaitingApproval',
  });
});

test('a life that nothing was applied to ends at once, its name is free again, and it stays readable', async () => {
  const { deps } = stage();

  const first = await createEnvironment({ actor, name: 'foo', template: 'playground' }, deps);
  const destroyed = await destroyEnvironment({ actor, name: 'foo' }, deps);
  const again = await createEnvironment({ actor, name: 'foo', template: 'playground' }, deps);
  const old = await getLife({ actor: actor, id: first.id }, deps);

  expect(destroyed).toMatchObject({ status: 'destroyed', receipt: { built: false } });
  expect(again).toMatchObject({ status: 'pending', previousId: first.id });
  expect(again.id > first.id).toBe(true);
  expect(old).toMatchObject({ id: first.id, status: 'destroyed' });
});

test('of ten who ask for one name at once, one gets it and nine learn who holds it', async () => {
  const { deps } = stage();

  const asked = Array.from({ length: 10 }, () =>
    createEnvironment({ actor, name: 'foo', template: 'playground' }, deps),
  );
  const results = await Promise.allSettled(asked);

  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(9);
  for (const { reason } of refused)
    expect(reason).toMatchObject({ code: 'NameTaken', details: { owner: actor.id } });
});

test('the same request sent twice makes one environment, and another body under its key is refused', async () => {
  const { deps } = stage();
  const request = { key: 'k-1', digest: 'body-1' };

  const first = await createEnvironment({ actor, name: 'foo', template: 'playground', request }, deps);
  const second = await createEnvironment({ actor, name: 'foo', template: 'playground', request }, deps);
  const other = createEnvironment(
    { actor, name: 'bar', template: 'playground', request: { ...request, digest: 'body-2' } },
    deps,
  );

  expect(second.id).toBe(first.id);
  await expect(other).rejects.toMatchObject({ code: 'IdempotencyKeyReused' });
});

test('an effect that failed is carried out by the sweep, and what is not due is not looked at', async () => {
  const { world, deps } = stage();
  world.fail = (call) => (call === 'workflows.start' ? new Error('throttled') : undefined);

  await createEnvironment({ actor, name: 'foo', template: 'playground' }, deps);
  const before = world.started.length;
  world.fail = () => undefined;
  const early = await sweep(kinds, deps);
  world.pass(minute);
  await sweep(kinds, deps);

  expect(before).toBe(0);
  expect(early.visited).toBe(0);
  expect(world.started).toHaveLength(1);
});

test('a build that is silent is stopped, and its run is settled as lost only when the build is over', async () => {
  const { world, deps, build } = stage();

  const created = await createEnvironment({ actor, name: 'foo', template: 'playground' }, deps);
  await claimRun({ name: 'foo', id: created.id, runId: created.run?.id ?? '', build }, deps);
  for (let step = 0; step < 4; step++) {
    world.pass(minute);
    await sweep(kinds, deps);
  }
  const suspected = await deps.registry.get('foo');
  world.overBuilds.add(build);
  world.pass(hour);
  await sweep(kinds, deps);
  const lost = await deps.registry.get('foo');

  expect(new Set(world.stoppedBuilds)).toEqual(new Set([build]));
  expect(suspected?.status).toBe('pending');
  expect(lost).toMatchObject({ status: 'failed', failure: { class: 'lost' }, run: null });
});

test('a poisoned item delays no other and finally tells a person', async () => {
  const { world, deps } = stage();
  await createEnvironment({ actor, name: 'bad', template: 'playground', ttl: '1h' }, deps);
  await createEnvironment({ actor, name: 'good', template: 'playground', ttl: '1h' }, deps);
  const save = deps.registry.save.bind(deps.registry);
  deps.registry.save = (next, seen) =>
    seen.name === 'bad' ? Promise.reject(new Error('poison')) : save(next, seen);

  world.pass(2 * hour);
  const report = await sweep(kinds, deps);
  for (let step = 0; step < 6; step++) {
    world.pass(day);
    await sweep(kinds, deps);
  }

  expect(report).toEqual({ visited: 2, failed: 1 });
  expect((await deps.registry.get('good'))?.status).toBe('destroyed');
  expect(world.alarms).toEqual([expect.objectContaining({ type: 'SweepFailing', item: 'ENV#bad' })]);
});
