import { kinds } from '../../../../../lambdas/sweep/kinds';
import { hour, minute, plus } from '../../../../../src/domain/base/time';
import { Limits } from '../../../../../src/domain/limits/limits';
import { usageOf } from '../../../../../src/domain/limits/shares';
import { createEnvironment } from '../../../../../src/operations/environment/create-environment';
import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { getEnvironment } from '../../../../../src/operations/environment/get-environment';
import { scheduleSleep } from '../../../../../src/operations/environment/sleep/schedule-sleep';
import { wakeEnvironment } from '../../../../../src/operations/environment/sleep/wake-environment';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { napping, nappingOn } from '../../../../support/limits/napping';
import { actors, useStage } from '../../../../support/plane/operations-stage';
import { catalogOf } from '../../../../support/terraform/catalog';

const stage = useStage(catalogOf(napping));
const { ada } = actors;
const owner = { kind: 'owner' as const, name: ada.id };
const { at, slept } = nappingOn(stage);

const limit = (quotas: object) => {
  stage.deps.limits = Limits.parse({ quotas });
};
const look = async () => sweep(kinds, stage.deps);
const view = (name: string) => getEnvironment({ actor: ada, name }, stage.deps);
const used = async (holder: { kind: 'owner' | 'team'; name: string } = owner) =>
  usageOf((await stage.deps.shares.get(holder))?.shares ?? []);
const told = () => stage.world.published.filter(({ type }) => type === 'WakeWaitsForQuota');

const create = (name: string, more: object = {}) =>
  createEnvironment(
    { actor: ada, name, template: 'playground', ttl: '9d', inputs: { resources: 1 }, ...more },
    stage.deps,
  );
const morning = '2026-01-02T07:00:00.000Z';

it('wakes by its schedule where there is room, which counts before it is awake', async () => {
  limit({ owner: { hourly: 0.1 } });
  await slept('foo');
  at(plus(morning, -minute));
  await look();
  await create('other', { inputs: { resources: 1 } });
  at(morning);
  await look();

  expect(await view('foo')).toMatchObject({ run: { transition: 'wake' } });
  expect(await used()).toEqual({ environments: 2, hourly: 90_000_000 });
  expect(told()).toEqual([]);
});

it('waits where there is none, says so with the numbers, notifies once, and wakes as soon as there is room', async () => {
  limit({ owner: { hourly: 0.1 } });
  await slept('foo');
  at(plus(morning, -hour));
  await create('one', { inputs: { resources: 2 } });
  for (let minutes = 0; minutes < 130; minutes += 10) {
    at(plus(morning, minutes * minute));
    await look();
  }

  const waits = {
    edge: morning,
    since: morning,
    holder: 'owner ada@example.com',
    quota: 'hourly cost',
    limit: '$0.10',
    used: '$0.09',
    asked: '$0.045',
  };
  expect(await view('foo')).toMatchObject({ status: 'ready', sleep: { asleep: true, waits } });
  expect(told()).toMatchObject([{ environment: 'foo', data: { edge: morning, used: '$0.09' } }]);
  expect(await used()).toEqual({ environments: 2, hourly: 90_000_000 });

  await destroyEnvironment({ actor: ada, name: 'one' }, stage.deps);
  stage.world.pass(minute);
  await look();
  const woken = await view('foo');
  expect(woken).toMatchObject({ run: { transition: 'wake', requestedBy: 'leasehold' } });
  expect(woken.sleep).not.toHaveProperty('waits');
  expect(told()).toHaveLength(1);
});

it('is looked at again within a minute, and is not late by the hours that it waits', async () => {
  await slept('bar');
  limit({ owner: { hourly: 0.01 } });
  at(morning);
  await look();
  at(plus(morning, 3 * hour));
  await look();
  limit({ owner: { hourly: 0.02 } });
  stage.world.pass(minute);
  await look();
  stage.world.measured.length = 0;
  stage.world.pass(minute);
  await look();
  const lag = stage.world.measured.filter(({ name }) => name === 'OldestDueAge').map(({ value }) => value);

  expect(await view('bar')).toMatchObject({ sleep: { waits: { limit: '$0.02', since: morning } } });
  expect(Math.max(0, ...lag)).toBeLessThanOrEqual(60);
});

it.each([2, 6])('wakes of %i that are due at once as many as there is room for', async (many) => {
  limit({});
  for (let n = 0; n < many; n++) await slept(`foo-${n}`);
  limit({ owner: { hourly: 0.05 } });
  at(morning);
  await Promise.all([look(), look()]);
  await look();

  const views = await Promise.all(Array.from({ length: many }, (_, n) => view(`foo-${n}`)));
  expect(views.filter(({ run }) => run?.transition === 'wake')).toHaveLength(1);
  expect(views.filter(({ sleep }) => sleep?.waits)).toHaveLength(many - 1);
  expect(told()).toHaveLength(many - 1);
});

it('is held against the quota of the team, too, and takes nothing of the owner where that has none', async () => {
  limit({ owner: { hourly: 1 } });
  await slept('foo', { team: 'data' });
  limit({ owner: { hourly: 1 }, team: { hourly: 0.01 } });
  at(morning);
  await look();
  const { version } = (await stage.deps.shares.get(owner))!;
  stage.world.pass(minute);
  await look();

  expect(await view('foo')).toMatchObject({ sleep: { waits: { holder: 'team data', limit: '$0.01' } } });
  expect((await stage.deps.shares.get(owner))?.version).toBe(version);
});

it('does not count against the number of environments, among which what sleeps is already', async () => {
  limit({ owner: { environments: 1 } });
  await slept('foo');
  at(morning);
  await look();

  expect(await view('foo')).toMatchObject({ run: { transition: 'wake' } });
});

it.each([
  ['its next time to sleep', async () => at('2026-01-02T20:00:00.000Z')],
  [
    'another schedule',
    async () => void (await scheduleSleep({ actor: ada, name: 'foo', sleep: '19:00-06:00 UTC' }, stage.deps)),
  ],
  [
    'no schedule',
    async () => void (await scheduleSleep({ actor: ada, name: 'foo', sleep: null }, stage.deps)),
  ],
  [
    'its destroy is requested',
    async () => void (await destroyEnvironment({ actor: ada, name: 'foo' }, stage.deps)),
  ],
  [
    'a person who wakes it',
    async () => {
      limit({});
      await wakeEnvironment({ actor: ada, name: 'foo' }, stage.deps);
    },
  ],
])('waits no longer after %s', async (_what, then) => {
  await slept('foo');
  limit({ owner: { hourly: 0.01 } });
  at(morning);
  await look();
  expect(await view('foo')).toHaveProperty('sleep.waits');
  stage.world.pass(minute);
  await then();
  await look();

  expect(await view('foo')).not.toHaveProperty('sleep.waits');
});

it('notifies anew of the wake of the next day', async () => {
  await slept('foo');
  limit({ owner: { hourly: 0.01 } });
  for (const time of [morning, '2026-01-02T20:00:00.000Z', '2026-01-03T07:00:00.000Z']) {
    at(time);
    await look();
    stage.world.pass(minute);
    await look();
  }

  expect(told().map(({ data }) => data.edge)).toEqual([morning, '2026-01-03T07:00:00.000Z']);
});

it.each(['shares.get', 'shares.put'])(
  'that cannot be counted at %s delays nothing else that is due',
  async (call) => {
    await slept('foo');
    limit({ owner: { hourly: 1 } });
    at(morning);
    stage.world.fail = (asked) => (asked === call ? new Error('throttled') : undefined);
    await look();
    expect(await view('foo')).toMatchObject({ status: 'ready' });
    at('2026-01-10T12:00:00.000Z');
    await look();

    expect(await view('foo')).toMatchObject({ status: 'destroying' });
  },
);

it.each(['registry.save', 'shares.put'])(
  'that dies at %s wakes once, and takes its share once',
  async (call) => {
    await slept('foo');
    limit({ owner: { hourly: 0.05 } });
    at(morning);
    stage.world.fail = (asked) => (asked === call ? new Error('it died') : undefined);
    await look();
    stage.world.fail = () => undefined;
    for (let minutes = 0; minutes < 3; minutes++) {
      stage.world.pass(minute);
      await look();
    }

    expect(await view('foo')).toMatchObject({ run: { transition: 'wake' } });
    expect(await used()).toEqual({ environments: 1, hourly: 45_000_000 });
  },
);
