import { approvePlan } from '../../../../../src/operations/environment/approve-plan';
import { retryRun } from '../../../../../src/operations/environment/retry-run';
import { beginApply } from '../../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { planDigest, planOf } from '../../../../support/builders/births';
import { failedOutcome } from '../../../../support/builders/lives';
import { createEnvironment } from '../../../../../src/operations/environment/create-environment';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { Limits } from '../../../../../src/domain/limits/limits';
import { usageOf } from '../../../../../src/domain/limits/shares';
import { day, minute, plus } from '../../../../../src/domain/base/time';
import type { DomainError } from '../../../../../src/domain/base/errors';
import { kinds } from '../../../../../lambdas/sweep/kinds';
import { actors, dieAt, useStage } from '../../../../support/plane/operations-stage';
import { catalogOf, templateVersion } from '../../../../support/terraform/catalog';

/** Each resource is a NAT gateway, $0.045 an hour. */
const priced = templateVersion({
  cost: [{ type: 'aws_nat_gateway', count: { input: 'resources' } }],
});
const stage = useStage(catalogOf(priced));
const { ada } = actors;

const limit = (quotas: object) => {
  stage.deps.limits = Limits.parse({ quotas });
};
const create = (name: string, more: object = {}) =>
  createEnvironment({ actor: ada, name, template: 'playground', ttl: '2h', ...more }, stage.deps);
const end = (name: string) => destroyEnvironment({ actor: ada, name }, stage.deps);
const owner = { kind: 'owner' as const, name: ada.id };
const used = async (holder: { kind: 'owner' | 'team'; name: string } = owner) =>
  usageOf((await stage.deps.shares.get(holder))?.shares ?? []);
const refusalsIn = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((one) => (one.status === 'rejected' ? [one.reason as DomainError] : []));

it('accepts one of two that ask at once for the last place, and gives the other the numbers', async () => {
  limit({ owner: { environments: 3 } });
  await create('one');
  await create('two');

  const results = await Promise.allSettled([create('three'), create('four')]);

  const [refused, ...others] = refusalsIn(results);
  expect(others).toEqual([]);
  expect(refused).toMatchObject({
    code: 'QuotaReached',
    kind: 'conflict',
    details: { quota: 'environments', holder: 'owner ada@example.com', limit: '3', used: '3', asked: '1' },
  });
  expect(refused?.message).toContain('limit 3, used 3, requested 1 more');
  expect(await used()).toMatchObject({ environments: 3 });
});

it.each([8, 20])('accepts as many of %d that ask at once as there is room for', async (many) => {
  limit({ owner: { environments: 5 }, team: { environments: 3 } });
  const asked = Array.from({ length: many }, (_, n) => create(`of-${n}`, n % 2 ? { team: 'data' } : {}));

  const refused = refusalsIn(await Promise.allSettled(asked));

  expect(refused.map(({ code }) => code)).toEqual(Array(many - 5).fill('QuotaReached'));
  const { items } = await stage.deps.registry.list({}, { limit: 50 });
  expect(items).toHaveLength(5);
  expect(items.filter(({ team }) => team === 'data').length).toBeLessThanOrEqual(3);
});

it('counts what environments cost an hour together, also before any of them is built', async () => {
  limit({ owner: { hourly: 0.1 } });
  await create('one', { inputs: { resources: 1 } });
  await create('two', { inputs: { resources: 1 } });

  await expect(create('three', { inputs: { resources: 1 } })).rejects.toMatchObject({
    code: 'QuotaReached',
    details: { quota: 'hourly cost', limit: '$0.10', used: '$0.09', asked: '$0.045' },
  });
});

it('refuses a change that costs more than is left, and accepts one that costs less though all is used up', async () => {
  limit({ owner: { hourly: 0.1 } });
  await stage.ready({ inputs: { resources: 2 } });
  await expect(change(3)).rejects.toMatchObject({ code: 'QuotaReached', details: { asked: '$0.045' } });
  limit({ owner: { hourly: 0.01 } });

  expect(await change(1)).toMatchObject({ run: { phase: 'queued' } });
});

const change = (resources: number) =>
  changeEnvironment({ actor: ada, name: 'foo', inputs: { resources } }, stage.deps);

it('takes nothing for a change that is refused for another reason', async () => {
  limit({ owner: { hourly: 10 } });
  await create('foo', { inputs: { resources: 1 } });

  await expect(change(4)).rejects.toMatchObject({ code: 'RunActive' });
  expect(await used()).toEqual({ environments: 1, hourly: 45_000_000 });
});

it('gives the share of a destroyed environment back, once', async () => {
  limit({ owner: { environments: 2 } });
  await create('one');
  await create('two');
  await end('one');
  await end('one');

  await create('one');

  await expect(create('three')).rejects.toMatchObject({ code: 'QuotaReached', details: { used: '2' } });
  await end('two');
  expect(await create('three')).toMatchObject({ name: 'three' });
});

it('counts neither a name that is taken nor a request that is sent again', async () => {
  limit({ owner: { environments: 2 } });
  const request = { key: 'k-1', digest: 'body-1' };
  const first = await create('one', { request });
  await createEnvironment({ actor: actors.bob, name: 'his', template: 'playground' }, stage.deps);
  await expect(create('his')).rejects.toMatchObject({ code: 'NameTaken' });
  await expect(create('one')).rejects.toMatchObject({ code: 'NameTaken' });

  expect(await create('one', { request })).toMatchObject({ id: first.id });
  expect(await create('two')).toMatchObject({ name: 'two' });
  expect(await used()).toMatchObject({ environments: 2 });
});

it('keeps nothing under the key of a request that a quota refused', async () => {
  limit({ owner: { environments: 0 } });
  const request = { key: 'k-1', digest: 'body-1' };
  await expect(create('one', { request })).rejects.toMatchObject({ code: 'QuotaReached' });
  limit({});

  expect(await create('one', { request: { ...request, digest: 'body-2' } })).toMatchObject({ name: 'one' });
});

it('gives back to the owner what the team had no room for', async () => {
  limit({ owner: { environments: 1 }, teams: { data: { environments: 0 } } });
  await expect(create('one', { team: 'data' })).rejects.toMatchObject({
    code: 'QuotaReached',
    details: { holder: 'team data', limit: '0', used: '0' },
  });

  expect(await create('one')).toMatchObject({ team: null });
});

it('limits whom the configuration names by what it says of them, and everyone else by the rest', async () => {
  limit({ owner: { environments: 0 }, owners: { [ada.id]: { environments: 1 } } });

  expect(await create('one')).toMatchObject({ name: 'one' });
  await expect(
    createEnvironment({ actor: actors.bob, name: 'his', template: 'playground' }, stage.deps),
  ).rejects.toMatchObject({ code: 'QuotaReached' });
});

it('counts what was there before there was a quota', async () => {
  await create('one', { team: 'data' });
  await create('two', { team: 'data' });
  limit({ owner: { environments: 2 }, team: { environments: 2 } });

  await expect(create('three')).rejects.toMatchObject({
    details: { used: '2', holder: 'owner ada@example.com' },
  });
  await expect(
    createEnvironment({ actor: actors.tom, name: 'three', template: 'playground', team: 'data' }, stage.deps),
  ).rejects.toMatchObject({ details: { used: '2', holder: 'team data' } });
});

it('loses and invents no share wherever the process dies', async () => {
  limit({ owner: { environments: 2 }, team: { environments: 2 } });
  await create('one', { team: 'data' });
  for (let call = 1; ; call++) {
    const name = `at-${call}`;
    const death = dieAt(stage.world, call);
    await create(name, { team: 'data' }).catch(() => undefined);
    stage.world.fail = () => undefined;
    if (!death.died()) break;
    // What was taken and not used is free again after a quarter of an hour.
    stage.world.pass(16 * minute);
    const lives = (await stage.deps.registry.get(name)) !== undefined;
    if (lives) await end(name);
    const next = await create('next', { team: 'data' });
    await expect(create('over', { team: 'data' })).rejects.toMatchObject({ code: 'QuotaReached' });
    await end(next.name);
  }
});

it('finds again once a day what is counted wrong, by what lives', async () => {
  limit({ owner: { environments: 3 } });
  await create('one', { ttl: '9d' });
  await create('two', { ttl: '9d' });
  const held = (await stage.deps.shares.get(owner))!;
  await stage.deps.shares.put({ ...held, version: held.version + 1, shares: held.shares.slice(1) });
  expect(await used()).toMatchObject({ environments: 1 });

  stage.world.pass(day + minute);
  await sweep(kinds, stage.deps);

  const recounted = await stage.deps.shares.get(owner);
  expect(recounted?.shares.map(({ name }) => name).sort()).toEqual(['one', 'two']);
  expect(recounted?.recountAt).toBe(plus(stage.world.now, day));
});

it('refuses the approval of a plan that costs more than is left', async () => {
  limit({ owner: { hourly: 0.1 } });
  await create('foo', { inputs: { resources: 1 }, planOnly: true });
  const taken = await stage.claim();
  const plan = planOf(taken.runId, ['plan-only']);
  stage.leave(taken, { result: 'planned', plan: { ...plan, cost: { ...plan.cost, hourly: 0.5 } } });
  await settleRun(taken, stage.deps);
  const approve = () => approvePlan({ actor: ada, name: 'foo', planDigest }, stage.deps);

  await expect(approve()).rejects.toMatchObject({
    code: 'QuotaReached',
    details: { quota: 'hourly cost', used: '$0.045', asked: '$0.455' },
  });
  limit({ owner: { hourly: 0.6 } });

  expect(await approve()).toMatchObject({ run: { phase: 'queued' } });
});

it('asks again for what a failed change wanted when it is tried again', async () => {
  limit({ owner: { hourly: 0.1 } });
  await stage.ready({ inputs: { resources: 1 } });
  await change(2);
  const taken = await stage.claim();
  await beginApply({ ...taken, planDigest }, stage.deps);
  stage.leave(taken, failedOutcome());
  await settleRun(taken, stage.deps);
  stage.world.pass(16 * minute);
  limit({ owner: { hourly: 0.05 } });
  const retry = () => retryRun({ actor: ada, name: 'foo' }, stage.deps);
  await expect(retry()).rejects.toMatchObject({ code: 'QuotaReached', details: { limit: '$0.05' } });
  limit({ owner: { hourly: 0.1 } });

  expect(await retry()).toMatchObject({ run: { phase: 'queued' } });
});

it('leaves an environment its share of the quota that has room where another one refuses what it would cost', async () => {
  limit({ owner: { hourly: 0.2 }, team: { hourly: 0.05 } });
  await stage.ready({ team: 'data', inputs: { resources: 1 } });
  stage.world.pass(16 * minute);
  const before = await used();
  await expect(change(2)).rejects.toMatchObject({
    code: 'QuotaReached',
    details: { holder: 'team data' },
  });

  expect(await used()).toEqual({ ...before, environments: 1 });
  limit({ owner: { environments: 1 } });
  await expect(create('next')).rejects.toMatchObject({ code: 'QuotaReached' });
});

it('says which quota refuses a request though what another one gave cannot be given back', async () => {
  limit({ owner: { environments: 5 }, team: { environments: 0 } });
  let puts = 0;
  stage.world.fail = (call) => (call === 'shares.put' && ++puts > 1 ? new Error('throttled') : undefined);

  await expect(create('foo', { team: 'data' })).rejects.toMatchObject({ code: 'QuotaReached' });
});

it('counts an environment whose writing was answered as refused, because its first answer was lost', async () => {
  limit({ owner: { environments: 1 } });
  const { registry } = stage.deps;
  let writes = 0;
  stage.deps.registry = {
    ...registry,
    get: (name) => registry.get(name),
    insert: async (...written) => (await registry.insert(...written)) && ++writes > 1,
  };
  const request = { key: 'k-1', digest: 'body-1' };
  await create('one', { request });

  expect(await used()).toMatchObject({ environments: 1 });
  await expect(create('two')).rejects.toMatchObject({ code: 'QuotaReached' });
});
