import { kinds } from '../../../../../lambdas/sweep/kinds';
import { toUsd } from '../../../../../src/domain/cost/money';
import { day, hour, minute } from '../../../../../src/domain/base/time';
import { spentIn } from '../../../../../src/domain/limits/budget-account';
import { newAccount } from '../../../../../src/domain/limits/budget-account';
import { complete } from '../../../../../src/operations/environment/limits/change-account';
import { Limits } from '../../../../../src/domain/limits/limits';
import { sweptAccounts } from '../../../../../src/operations/environment/limits/visit-account';
import { createEnvironment } from '../../../../../src/operations/environment/create-environment';
import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { showTo } from '../../../../../src/operations/environment/deeds/show-environment';
import { extendEnvironment } from '../../../../../src/operations/environment/extend-environment';
import { getSummary } from '../../../../../src/operations/environment/list/get-summary';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { costingOn } from '../../../../support/limits/costing';
import { actors, useStage } from '../../../../support/plane/operations-stage';
import { catalogOf, templateVersion } from '../../../../support/terraform/catalog';

const long = templateVersion({ lease: { default: '30d', max: '90d' } });
const stage = useStage(catalogOf(long));
const { ada, tom, eve, root } = actors;
const team = { kind: 'team' as const, name: 'data' };

const limit = (budgets: object) => {
  stage.deps.limits = Limits.parse({ budgets });
};
const create = (name: string, more: object = {}) =>
  createEnvironment({ actor: ada, name, template: 'playground', ttl: '40d', ...more }, stage.deps);

/** Destroys it and carries that to its end, at what its meter says by now. */
async function end(name: string): Promise<void> {
  await destroyEnvironment({ actor: root, name }, stage.deps);
  await stage.finishDestroy(name);
}

const { costing, at, pass, reached } = costingOn(stage, '40d');
const spent = async (holder: Parameters<typeof stage.deps.accounts.get>[0] = team) => {
  const account = await stage.deps.accounts.get(holder);
  return account && toUsd(spentIn(account, stage.world.now));
};

it('says once, with the numbers, that the environments of a team have together reached a threshold', async () => {
  limit({ team: { usd: 10, thresholds: [{ percent: 50, action: 'warn' }] } });
  await costing('one', 1, { team: 'data' });
  await costing('two', 1, { actor: tom, team: 'data' });
  await pass(minute);
  expect((await stage.deps.accounts.get(team))?.dueAt?.slice(0, 16)).toBe('2026-01-01T02:30');

  await at('2026-01-01T02:29:00.000Z');
  expect(reached()).toEqual([]);
  await at('2026-01-01T02:31:00.000Z');
  await pass(hour);
  await pass(day);

  expect(reached()).toEqual(['one 50 warn']);
  const told = stage.world.published.find(({ type }) => type === 'BudgetThresholdReached');
  expect(told?.data).toMatchObject({ holder: 'team data', month: '2026-01', budget: 10, percent: 50 });
  expect(told?.data.accrued).toBeCloseTo((2 * 151) / 60, 6);
});

it('begins anew with a month, and keeps what the old one cost out of it', async () => {
  limit({ team: { usd: 100, thresholds: [{ percent: 10, action: 'warn' }] } });
  stage.world.now = '2026-01-31T12:00:00.000Z';
  await costing('one', 1, { team: 'data' });

  await at('2026-01-31T23:00:00.000Z');
  expect(reached()).toEqual(['one 10 warn']);
  await at('2026-02-01T00:00:30.000Z');
  expect(await spent()).toBeCloseTo(30 / 3600, 6);
  await at('2026-02-01T09:59:00.000Z');
  expect(reached()).toHaveLength(1);
  await at('2026-02-01T10:01:00.000Z');

  expect(reached()).toEqual(['one 10 warn', 'one 10 warn']);
});

it('counts what ended in the month, also when its name went to another', async () => {
  limit({ team: { usd: 100 } });
  await costing('one', 2, { team: 'data' });
  stage.world.pass(3 * hour);
  await end('one');
  expect(await spent()).toBeCloseTo(6, 6);
  stage.world.pass(10 * hour);
  await costing('one', 1);
  stage.world.pass(hour);
  await pass(minute);

  expect(await spent()).toBeCloseTo(6, 6);
  await at('2026-02-01T00:01:00.000Z');
  expect((await getSummary({ actor: ada }, stage.deps)).quotas).toMatchObject([
    { holder: 'team', budget: { month: '2026-02', used: 0, limit: 100 } },
  ]);
});

it('leaves extensions and new environments to approvers until the month ends', async () => {
  limit({ owner: { usd: 10, thresholds: [{ percent: 100, action: 'approve-extension' }] } });
  await costing('one', 1);
  await pass(10 * hour + minute);
  const extend = (actor: typeof ada) => extendEnvironment({ actor, name: 'one', ttl: '1h' }, stage.deps);

  expect(reached()).toEqual(['one 100 approve-extension']);
  const refusal = {
    code: 'BudgetReached',
    details: { holder: `owner ${ada.id}`, limit: '$10.00', percent: 100 },
  };
  await expect(extend(ada)).rejects.toMatchObject(refusal);
  await expect(create('two')).rejects.toMatchObject(refusal);
  const can = async (actor: typeof ada) => (await showTo(actor, await stage.read('one'), stage.deps)).can;
  expect(await can(ada)).not.toContain('extend');
  expect(await can(eve)).toContain('extend');
  expect(await extend(eve)).toMatchObject({ name: 'one' });
  expect(await create('two', { actor: root, owner: ada.id })).toMatchObject({ owner: ada.id });
  await pass(minute);
  expect(reached()).toHaveLength(1);
  await expect(extend(ada)).rejects.toMatchObject(refusal);

  await at('2026-02-01T00:01:00.000Z');
  expect(await extend(ada)).toMatchObject({ name: 'one' });
  await expect(extend(eve)).rejects.toMatchObject({ code: 'Forbidden' });
  expect(await create('three')).toMatchObject({ name: 'three' });
});

it('holds whom the configuration names to what it says of them, and everyone else to the rest', async () => {
  const thresholds = [{ percent: 100, action: 'approve-extension' }];
  limit({ owner: { usd: 1, thresholds }, owners: { [ada.id]: { usd: 100, thresholds } } });
  await costing('one', 2);
  await costing('two', 2, { actor: tom });
  await pass(hour);

  expect(await create('three')).toMatchObject({ name: 'three' });
  await expect(create('four', { actor: tom })).rejects.toMatchObject({
    code: 'BudgetReached',
    details: { holder: `owner ${tom.id}`, limit: '$1.00', used: '$2.00' },
  });
});

it('holds no longer what a larger budget has room for, and says so again when that is reached', async () => {
  const thresholds = [{ percent: 100, action: 'approve-extension' }];
  limit({ owner: { usd: 10, thresholds } });
  await costing('one', 1);
  await pass(10 * hour + minute);
  limit({ owner: { usd: 20, thresholds } });
  expect(await create('two')).toMatchObject({ name: 'two' });
  await pass(day / 24);
  await at('2026-01-01T12:00:00.000Z');

  expect(await extendEnvironment({ actor: ada, name: 'one', ttl: '1h' }, stage.deps)).toMatchObject({});
  await at('2026-01-01T20:05:00.000Z');
  expect(reached().filter((one) => one.startsWith('one'))).toHaveLength(2);
});

it('destroys everything of a team at the threshold that says so, and nothing of anybody else', async () => {
  limit({ team: { usd: 10, thresholds: [{ percent: 100, action: 'destroy' }] } });
  await costing('one', 1, { team: 'data' });
  await costing('two', 1, { actor: tom, team: 'data' });
  await costing('mine', 5);
  await pass(5 * hour + minute);

  for (const name of ['one', 'two'])
    expect(await stage.read(name)).toMatchObject({
      status: 'destroying',
      destruction: { reason: 'over-budget' },
    });
  expect(await stage.read('mine')).toMatchObject({ status: 'ready' });
  await expect(create('three', { team: 'data', actor: { ...root, teams: ['data'] } })).rejects.toMatchObject({
    code: 'BudgetReached',
    details: { who: 'no one', holder: 'team data' },
  });
  expect(await create('four')).toMatchObject({ name: 'four' });
});

it('keeps nothing under the key of a request that a budget refused, and returns what was made before', async () => {
  limit({ owner: { usd: 1 } });
  const request = { key: 'k-1', digest: 'body-1' };
  await costing('one', 10, { request });
  await pass(hour);
  const made = await create('one', { request });
  expect(made).toMatchObject({ name: 'one' });
  const other = { key: 'k-2', digest: 'body-2' };
  await expect(create('two', { request: other })).rejects.toMatchObject({ code: 'BudgetReached' });
  limit({});

  expect(await create('two', { request: { ...other, digest: 'body-3' } })).toMatchObject({ name: 'two' });
});

it('counts in the new month what of it a life cost that ended before anybody looked', async () => {
  limit({ team: { usd: 100 } });
  stage.world.now = '2026-01-31T23:00:00.000Z';
  await costing('one', 1, { team: 'data' });
  await pass(minute);
  const held = (await stage.deps.accounts.get(team))!;
  stage.world.now = '2026-02-01T02:00:00.000Z';
  await end('one');
  // As if the end had not been counted yet.
  const version = (await stage.deps.accounts.get(team))!.version + 1;
  await stage.deps.accounts.put({ ...held, version });
  await sweptAccounts.visit('team#data', held, stage.deps);

  expect(await spent()).toBeCloseTo(2, 6);
});

it('counts what was there before its budget was configured, and what ended before that', async () => {
  await costing('gone', 1, { team: 'data' });
  await costing('one', 1, { team: 'data' });
  stage.world.pass(2 * hour);
  await end('gone');
  limit({ team: { usd: 10, thresholds: [{ percent: 50, action: 'warn' }] } });
  expect((await getSummary({ actor: ada }, stage.deps)).quotas).toMatchObject([{ budget: { used: 4 } }]);

  await pass(day);
  await pass(minute);

  expect(await spent()).toBeCloseTo(2 + 26 + 1 / 60, 6);
  expect(reached()).toEqual(['one 50 warn']);
});

it('sleeps through no threshold: an account that nobody counts by is looked at when its budget comes back', async () => {
  const team = { usd: 10, thresholds: [{ percent: 100, action: 'warn' }] };
  limit({ team });
  await costing('one', 1, { team: 'data' });
  await pass(minute);
  limit({});
  await pass(day);
  await pass(day);
  limit({ team });
  await pass(day);
  await pass(minute);

  expect(reached()).toEqual(['one 100 warn']);
});

it('loses nothing where many are counted at once, and says each threshold once where two sweeps look', async () => {
  limit({ team: { usd: 10, thresholds: [{ percent: 50, action: 'warn' }] } });
  const names = ['a1', 'b1', 'c1', 'd1', 'e1', 'f1'];
  await Promise.all(names.map((name) => costing(name, 1, { team: 'data' })));
  stage.world.pass(hour);
  await Promise.all([sweep(kinds, stage.deps), sweep(kinds, stage.deps)]);
  await pass(minute);
  await Promise.all([sweep(kinds, stage.deps), sweep(kinds, stage.deps)]);

  expect(await spent()).toBeCloseTo(6 * (61 / 60), 6);
  expect(reached()).toEqual([expect.stringMatching(/^[a-f]1 50 warn$/)]);
});

it('keeps no environment from its end by an account that cannot be read or written', async () => {
  limit({ team: { usd: 10 } });
  stage.world.fail = (call) => (call.startsWith('accounts.') ? new Error('no accounts') : undefined);
  await expect(create('one', { team: 'data' })).rejects.toThrow('no accounts');
  stage.world.fail = () => undefined;
  await costing('one', 1, { team: 'data', ttl: '1h' });
  stage.world.fail = (call) => (call.startsWith('accounts.') ? new Error('no accounts') : undefined);
  await pass(hour + minute);

  expect(await stage.read('one')).toMatchObject({ status: 'destroying' });
  stage.world.fail = () => undefined;
  await stage.finishDestroy('one');
  expect(await spent()).toBeCloseTo(61 / 60, 6);
});

it('counts all that a team has where its list is long with what has ended', async () => {
  limit({ team: { usd: 10, thresholds: [{ percent: 50, action: 'destroy' }] } });
  await costing('one', 1, { team: 'data' });
  await at('2026-01-01T06:00:00.000Z');
  const living = await stage.read('one');
  await end('one');
  const ended = { ...(await stage.read('one')), endedAt: '2025-06-01T00:00:00.000Z' };
  const { registry } = stage.deps;
  // Sixty pages of what ended last year, and behind them what lives.
  const list: typeof registry.list = (_filter, { cursor }) => {
    const page = Number(cursor ?? 0);
    const items = page < 60 ? Array.from({ length: 100 }, () => ended as never) : [living];
    return Promise.resolve({ items, next: page < 60 ? String(page + 1) : null });
  };
  const deps = { ...stage.deps, registry: { ...registry, list, get: async () => undefined } };
  const account = await complete(newAccount(team, stage.world.now), deps);

  expect(account.lives.map(({ name }) => name)).toEqual(['one']);
});
