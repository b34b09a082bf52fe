import { changeEnvironment } from '../../../../src/operations/environment/change-environment';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { networkOutputs, referring, referringOn } from '../../../support/references/referring';

const stage = useStage(referring);
const { take, network, web, usersOf, pass } = referringOn(stage);
const vpc = { vpc_id: 'env:net.vpc_id' };

describe('an environment that is created with references', () => {
  it('has the values of the outputs, keeps where they are from, and is promised that they stay', async () => {
    const net = await network();

    const made = await take({ ...vpc, zone: 'env:net.zones.0' });

    expect(made).toMatchObject({
      inputs: { vpc_id: 'vpc-1', zone: 'eu-1' },
      references: { vpc_id: 'env:net.vpc_id', zone: 'env:net.zones.0' },
    });
    const kept = await stage.read('web');
    expect(kept.uses).toEqual([{ name: 'net', id: net.id }]);
    expect(await stage.read('net')).toMatchObject({ usedBy: [{ name: 'web', id: kept.id }] });
    expect(
      stage.world.published.find(
        ({ type, environment }) => type === 'EnvironmentRequested' && environment === 'web',
      )?.data,
    ).toMatchObject({
      references: 'vpc_id = env:net.vpc_id, zone = env:net.zones.0',
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['an environment that there is not', { vpc_id: 'env:other.vpc_id' }, "There is no environment 'other'"],
    [
      'an output that there is not',
      { vpc_id: 'env:net.vpcid' },
      'references.vpc_id: there is no output vpcid (did you mean vpc_id?)',
    ],
    ['a name that every object has', { vpc_id: 'env:net.constructor' }, 'there is no output constructor'],
    ['a secret', { vpc_id: 'env:net.key' }, 'references.vpc_id: key is sensitive'],
    [
      'another type',
      { vpc_id: 'env:net.zones' },
      'references.vpc_id: zones is a list, but the input takes a string',
    ],
    [
      'another type of an output that says nothing of it',
      { vpc_id: 'env:net.old' },
      'inputs.vpc_id: Invalid input: expected string, received number',
    ],
    [
      'a key that the value has not',
      { vpc_id: 'env:net.subnets.b' },
      'references.vpc_id: the value of subnets has no b',
    ],
    ['what the value is beyond', { ...vpc, zone: 'env:net.zones.1' }, 'inputs.zone'],
    [
      'an input that there is not',
      { ...vpc, vpc: 'env:net.vpc_id' },
      'references.vpc: is not an input of the template',
    ],
  ])('is refused with %s, and promises nothing', async (_what, references, message) => {
    await network();

    await expect(take(references)).rejects.toThrow(message);
    expect(await usersOf()).toEqual([]);
  });

  it('is refused of a version that its template does not need, and of names that every object has', async () => {
    await network('net', { ttl: '3h', version: '0.9.0' });

    await expect(take(vpc)).rejects.toThrow("'net' is network 0.9.0, but the template needs network@^1");
    await expect(take({ constructor: 'env:net.vpc_id' })).rejects.toThrow('is not an input of the template');
  });

  it('is refused where an input is given twice', async () => {
    await network();

    await expect(take(vpc, { inputs: { vpc_id: 'vpc-2' } })).rejects.toThrow(
      'is also given a value in inputs',
    );
  });

  it('is refused what did not match its schema after the apply, and what does not match it now', async () => {
    const net = await network();
    const misfit = { expected: 'string', found: 'number', reason: 'value is a number' };
    const { vpc_id: own } = networkOutputs;
    stage.world.outputs.set(net.id, { ...networkOutputs, vpc_id: { ...own, misfit } as typeof own & object });
    await expect(take(vpc)).rejects.toThrow(
      'vpc_id does not match its schema: expected string, value is a number',
    );

    stage.world.outputs.set(net.id, { vpc_id: { sensitive: false, type: 'string', value: 'subnet-1' } });
    await expect(take(vpc)).rejects.toThrow('references.vpc_id: vpc_id does not match its schema');
  });

  it.each([
    ['bob', false],
    ['ada', true],
    ['root', true],
  ] as const)('may take outputs of what they may operate: %s', async (who, may) => {
    await network();

    const made = take(vpc, { actor: actors[who] });

    if (may) await expect(made).resolves.toMatchObject({ name: 'web' });
    else await expect(made).rejects.toMatchObject({ code: 'Forbidden' });
  });

  it('may take outputs of its team', async () => {
    await network('net', { ttl: '3h', team: 'data' });

    await expect(take(vpc, { actor: actors.tom })).resolves.toMatchObject({ inputs: { vpc_id: 'vpc-1' } });
  });

  it('is refused where its producer is not ready, or ends', async () => {
    await stage.create({ name: 'net', template: 'network' });
    await expect(take(vpc)).rejects.toMatchObject({ code: 'CannotBeUsed' });
  });

  it('gives its promise back where its name is taken or a quota reached', async () => {
    await network();
    await stage.create({ name: 'web', template: 'app', inputs: { vpc_id: 'vpc-2' } });

    await expect(take(vpc)).rejects.toMatchObject({ code: 'NameTaken' });
    expect(await usersOf()).toEqual([]);
  });

  it('stays promised where its write was made though its answer was lost', async () => {
    await network();
    const { registry } = stage.deps;
    const insert = registry.insert.bind(registry);
    stage.deps.registry = Object.assign(Object.create(registry) as typeof registry, {
      insert: async (...given: Parameters<typeof insert>) => {
        await insert(...given);
        return false;
      },
    });
    const request = { key: 'k', digest: 'd' };

    await take(vpc, { request }).catch(() => undefined);

    expect(await usersOf()).toEqual(['web']);
    expect(await stage.read('web')).toMatchObject({ wanted: { inputs: { vpc_id: 'vpc-1' } } });
  });

  it('keeps its reference through changes of other inputs, and loses it with a value of its own', async () => {
    await network();
    await web();
    const change = { actor: actors.ada, name: 'web' };

    const changed = await changeEnvironment({ ...change, inputs: { zone: 'a' } }, stage.deps);
    expect(changed.references).toEqual(vpc);
    const taken = await stage.claim('web');
    stage.leave(taken, { result: 'cancelled' });
    await pass(2);
    const own = await changeEnvironment({ ...change, inputs: { vpc_id: 'vpc-9' } }, stage.deps);

    expect(own.references).toBeUndefined();
    expect(await usersOf()).toEqual(['web']);
  });
});

describe('a lease', () => {
  it('is refused beyond the end of what it uses, with both dates', async () => {
    const net = await network('net', { ttl: '2h' });

    const ends = net.lease.expiresAt!;
    await expect(take(vpc, { ttl: '3h' })).rejects.toMatchObject({
      code: 'OutlivesProducer',
      details: { name: 'web', producer: 'net', producerEnds: ends },
    });
    await expect(take(vpc, { ttl: undefined, permanent: true })).rejects.toThrow(
      `'web' would end at never, but it takes outputs of 'net', which ends at ${ends}.`,
    );
    expect(await usersOf()).toEqual([]);
    await expect(take(vpc, { ttl: '2h' })).resolves.toMatchObject({ name: 'web' });
  });

  it('is extended as far as what it uses lasts, and further once that is extended', async () => {
    await network('net', { ttl: '2h' });
    await web();
    const extend = (name: string, ttl: string) =>
      extendEnvironment({ actor: actors.ada, name, ttl }, stage.deps);

    await expect(extend('web', '2h')).rejects.toMatchObject({ code: 'OutlivesProducer' });
    await extend('net', '5h');
    await expect(extend('web', '2h')).resolves.toMatchObject({ name: 'web' });
  });

  it('is not bounded by what has no end', async () => {
    await network('net', { ttl: undefined, permanent: true });

    await expect(take(vpc, { ttl: undefined, permanent: true })).resolves.toMatchObject({
      lease: { expiresAt: null },
    });
  });
});

describe('an environment that others use', () => {
  it('is not destroyed by a person, who learns which they are; once they have ended, it is', async () => {
    await network();
    await web();
    const destroy = (name: string) => destroyEnvironment({ actor: actors.ada, name }, stage.deps);

    await expect(destroy('net')).rejects.toMatchObject({
      code: 'InUse',
      details: { name: 'net', by: ['web'] },
    });
    await destroy('web');
    await expect(destroy('net')).rejects.toMatchObject({ code: 'InUse' });
    await stage.finishDestroy('web');

    expect(await usersOf()).toEqual([]);
    await expect(destroy('net')).resolves.toMatchObject({ status: 'destroying' });
  });

  it('ends after those that use it: its lease being over ends them first, and it waits for them', async () => {
    await network('net', { ttl: '1h' });
    await web('web');
    stage.world.now = (await stage.read('net')).lease.expiresAt!;
    await pass(1);

    expect(await stage.read('net')).toMatchObject({ status: 'ready', ending: { reason: 'expired' } });
    expect(await stage.read('web')).toMatchObject({
      status: 'destroying',
      destruction: { reason: 'expired' },
    });
    await expect(take(vpc, { name: 'late' })).rejects.toMatchObject({ code: 'CannotBeUsed' });
    await pass(5);
    expect(await stage.read('net')).toMatchObject({ status: 'ready' });
    await stage.finishDestroy('web');

    expect(await stage.read('net')).toMatchObject({
      status: 'destroying',
      destruction: { reason: 'expired' },
    });
    const over = stage.world.published.filter(
      ({ type, environment }) => type === 'LeaseExpired' && environment === 'net',
    );
    expect(new Set(over.map(({ id }) => id)).size).toBe(1);
  });

  it('keeps no promise to what has ended or never was, once nobody can be making it', async () => {
    await network('net', { ttl: '30d' });
    await web();
    const ghost = { name: 'ghost', id: '01J0000000000000000000000A', at: stage.world.now };
    const seen = await stage.read('net');
    const haunted = { ...seen, version: seen.version + 1, usedBy: [...(seen.usedBy ?? []), ghost] };
    expect(await stage.deps.registry.save(haunted, seen)).toBe(true);

    await pass(14);
    expect(await usersOf()).toEqual(['web', 'ghost']);
    await pass(2);

    expect(await usersOf()).toEqual(['web']);
  });

  it('is used by 500 at most', async () => {
    await network();
    const seen = await stage.read('net');
    const usedBy = Array.from({ length: 500 }, (_, index) => ({
      name: `u${index}`,
      id: `01J0000000000000000000${String(index).padStart(4, '0')}`,
      at: stage.world.now,
    }));
    await stage.deps.registry.save({ ...seen, version: seen.version + 1, usedBy }, seen);

    await expect(take(vpc)).rejects.toThrow('it is used by 500 environments, the maximum');
  });
});
