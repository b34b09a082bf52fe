import { sweep } from '../../../../src/operations/registry/sweep';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { createEnvironment } from '../../../../src/operations/environment/create-environment';
import type { Actor } from '../../../../src/domain/access/actor';
import type { CreateEnvironmentInput } from '../../../../src/operations/environment/create/creation-request';
import { day, hour, minute } from '../../../../src/domain/base/time';
import { catalogOf, templateVersion } from '../../../support/terraform/catalog';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { ulidAt } from '../../../support/builders/ulids';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const request = { key: 'k-1', digest: 'body-1' };
const again = () => stage.create({ request });

/** Ends the present life of `foo`, which nothing was ever applied to. */
const end = () => destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);

it.each<[string, Partial<CreateEnvironmentInput>, string]>([
  ['a viewer', { actor: actors.vic }, 'Forbidden'],
  ['an approver', { actor: actors.eve }, 'Forbidden'],
  ['somebody who names another owner', { owner: 'bob@example.com' }, 'Forbidden'],
  ['somebody outside the team', { actor: actors.bob, team: 'data' }, 'Forbidden'],
  ['a request for an unknown target', { target: 'moon' }, 'InvalidRequest'],
  ['a request for an unknown template', { template: 'castle' }, 'TemplateNotFound'],
  ['a request for an unknown version', { version: '9.9.9' }, 'TemplateNotFound'],
  ['a request with a wrong input', { inputs: { resources: 0 } }, 'InvalidRequest'],
  ['a request for too long a lease', { ttl: '31d' }, 'LeaseTooLong'],
  ['a request for a permanent lease', { ttl: undefined, permanent: true }, 'PermanentNotAllowed'],
])('refuses %s, and writes nothing', async (_who, more, code) => {
  await expect(stage.create({ ...more, request })).rejects.toMatchObject({ code });

  expect(await stage.deps.registry.get('foo')).toBeUndefined();
  expect(await stage.deps.reservations.get(actors.ada.id, request.key)).toBeUndefined();
});

it('keeps nothing under the key of a request for a name that is taken', async () => {
  await stage.create({ actor: actors.bob });
  await expect(again()).rejects.toMatchObject({ code: 'NameTaken' });
  const left = await stage.deps.reservations.get(actors.ada.id, request.key);

  const made = await stage.create({ name: 'bar', request: { ...request, digest: 'body-2' } });

  expect(left).toBeUndefined();
  expect(made).toMatchObject({ name: 'bar', owner: actors.ada.id });
});

it('makes for a pull request its preview and nothing else', async () => {
  const workflow = { ...actors.ada, kind: 'workload' as const, id: 'repo:42:pull:7', preview: 'pr-7-shop' };

  await expect(stage.create({ actor: workflow, name: 'foo' })).rejects.toMatchObject({ code: 'Forbidden' });
  expect(await stage.create({ actor: workflow, name: 'pr-7-shop' })).toMatchObject({
    owner: 'repo:42:pull:7',
  });
});

it('makes what only admins may ask for, for admins alone', async () => {
  const catalog = { read: async () => catalogOf(templateVersion({ role: 'admin' })) };
  const ask = (actor: Actor) =>
    createEnvironment({ name: 'foo', template: 'playground', actor }, { ...stage.deps, catalog });

  await expect(ask(actors.ada)).rejects.toMatchObject({
    code: 'Forbidden',
    details: { need: 'the role admin', what: 'create environments of playground' },
  });
  expect(await ask(actors.root)).toMatchObject({ name: 'foo', owner: actors.root.id });
});

it('gives an environment to whom an admin names, and to a team', async () => {
  const given = await stage.create({ actor: actors.root, owner: 'bob@example.com', team: 'data' });

  expect(given).toMatchObject({ owner: 'bob@example.com', team: 'data' });
  expect((await stage.read()).tags).toMatchObject({
    'idp:owner': 'bob@example.com',
    'idp:environment-id': given.id,
  });
});

it('answers a repetition after the life has ended, and after its name has another', async () => {
  const first = await again();
  await end();
  const ended = await again();
  const other = await stage.create({ actor: actors.bob });
  const replaced = await again();

  expect([ended, replaced]).toMatchObject([
    { id: first.id, status: 'destroyed' },
    { id: first.id, status: 'destroyed' },
  ]);
  expect((await stage.read()).id).toBe(other.id);
});

it('takes a key anew once the time for repetitions is over', async () => {
  const first = await again();
  await end();
  stage.world.pass(8 * day);
  await sweep(kinds, stage.deps);
  await stage.create({ actor: actors.bob });
  await end().catch(() => undefined);
  await destroyEnvironment({ actor: actors.bob, name: 'foo' }, stage.deps);

  const second = await again();

  expect(second.id > first.id).toBe(true);
});

it('sends two of one request at once, and makes one environment', async () => {
  const [one, two] = await Promise.all([again(), again()]);

  expect(one.id).toBe(two.id);
  expect(stage.world.started).toHaveLength(1);
});

it('keeps the keys of two actors apart', async () => {
  const mine = await again();
  const theirs = await stage.create({
    actor: actors.bob,
    name: 'bar',
    request: { ...request, digest: 'body-2' },
  });

  expect(theirs.id).not.toBe(mine.id);
});

it('tells a second request for a held name who holds it, also when it is sent again', async () => {
  await stage.create({ actor: actors.bob });

  await expect(again()).rejects.toMatchObject({ code: 'NameTaken' });
  await expect(again()).rejects.toMatchObject({ code: 'NameTaken', details: { owner: 'bob@example.com' } });
});

it('gives a new life an id above the last, even when its key was reserved before', async () => {
  const { deps } = stage;
  const early = ulidAt('2025-12-31T00:00:00.000Z', 0);
  await deps.reservations.reserve({
    ...request,
    actor: actors.ada.id,
    id: early,
    name: 'foo',
    confirmed: false,
    dueAt: '2026-01-01T00:15:00.000Z',
  });
  const last = await stage.create({ actor: actors.bob });
  await destroyEnvironment({ actor: actors.bob, name: 'foo' }, deps);

  const next = await again();
  const repeated = await again();

  expect(next.id > last.id).toBe(true);
  expect(repeated.id).toBe(next.id);
  expect((await stage.read()).tags['idp:environment-id']).toBe(next.id);
});

it('refuses a new life while the clock is behind the last one', async () => {
  await stage.create();
  await end();
  stage.world.now = '2025-12-31T23:59:59.000Z';

  await expect(stage.create()).rejects.toMatchObject({ code: 'VersionConflict' });
});

it('takes the name of an ended life of which is still being told', async () => {
  const { deps, world } = stage;
  const first = await stage.create();
  world.accepts = () => false;
  await end();
  const insert = deps.registry.insert.bind(deps.registry);
  let raced = false;
  deps.registry.insert = async (environment, previous) => {
    world.accepts = () => true;
    if (!raced && previous) {
      raced = true;
      world.pass(minute);
      await sweep(kinds, deps);
    }
    return insert(environment, previous);
  };

  const next = await stage.create();

  expect([raced, next.previousId]).toEqual([true, first.id]);
  expect(await deps.registry.getLife(first.id)).toMatchObject({ status: 'destroyed', outbox: [] });
});

it('hands events of the ended life that nobody heard yet to the next', async () => {
  const { deps, world } = stage;
  world.accepts = () => false;
  const first = await stage.create();
  await end();
  const second = await stage.create();
  world.accepts = () => true;
  world.pass(minute);
  await sweep(kinds, deps);

  const told = world.published.map(({ life, type }) => [life === first.id, type]);
  expect(told).toContainEqual([true, 'EnvironmentDestroyed']);
  expect(told).toContainEqual([false, 'EnvironmentRequested']);
  expect((await stage.read()).outbox).toEqual([]);
  expect(second.previousId).toBe(first.id);
});

describe('a process that dies at its', () => {
  it.each(Array.from({ length: 13 }, (_, index) => index + 1))(
    '%d. call has made one environment once the request was sent again and the sweep has been',
    async (number) => {
      const { deps, world } = stage;
      dieAt(world, number);
      await again().catch(() => undefined);
      world.fail = () => undefined;

      const made = await again();
      world.pass(minute);
      await sweep(kinds, deps);

      const environment = await stage.read();
      expect(environment).toMatchObject({ id: made.id, status: 'pending', outbox: [], effects: [] });
      expect(world.started).toEqual([expect.objectContaining({ id: made.id, runId: environment.run?.id })]);
      expect(new Set(world.published.map(({ id }) => id)).size).toBe(environment.seq);
    },
  );

  it.each(Array.from({ length: 13 }, (_, index) => index + 1))(
    '%d. call, with the id moved above the last life, answers the same environment again',
    async (number) => {
      const { deps, world } = stage;
      const old = await stage.create({ actor: actors.bob });
      await destroyEnvironment({ actor: actors.bob, name: 'foo' }, deps);
      const reserved = {
        ...request,
        actor: actors.ada.id,
        id: ulidAt('2025-12-31T00:00:00.000Z', 0),
        name: 'foo',
        confirmed: false,
      };
      await deps.reservations.reserve({ ...reserved, dueAt: '2026-01-01T00:15:00.000Z' });
      dieAt(world, number);
      await again().catch(() => undefined);
      world.fail = () => undefined;

      const made = await again();

      expect(made).toMatchObject({ status: 'pending', previousId: old.id });
      expect((await again()).id).toBe(made.id);
    },
  );

  it('reservation, and whose request is never sent again, leaves nothing', async () => {
    const { deps, world } = stage;
    dieAt(world, 3);
    await again().catch(() => undefined);
    world.fail = () => undefined;
    expect(await deps.reservations.get(actors.ada.id, request.key)).toMatchObject({ confirmed: false });

    world.pass(hour);
    await sweep(kinds, deps);

    expect(await deps.reservations.get(actors.ada.id, request.key)).toBeUndefined();
    expect(
      await createEnvironment({ actor: actors.bob, name: 'foo', template: 'playground' }, deps),
    ).toBeDefined();
  });
});
