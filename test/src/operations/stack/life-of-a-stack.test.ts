import { hour, plus } from '../../../../src/domain/base/time';
import { statusOf } from '../../../../src/domain/stack/entry/stack-status';
import { cancelRun } from '../../../../src/operations/environment/cancel-run';
import { changeEnvironment } from '../../../../src/operations/environment/change-environment';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { expectDrift } from '../../../../src/operations/environment/drift/expect-drift';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { getStack } from '../../../../src/operations/stack/read-stacks';
import { applyStack } from '../../../../src/operations/stack/apply-stack';
import {
  approveStack,
  destroyStack,
  extendStack,
  rejectStack,
  retryStack,
} from '../../../../src/operations/stack/stack-operation';
import { readStack } from '../../../../src/operations/stack/stacks';
import { driftOn, retention } from '../../../support/drift/checked';
import { actors, useStage } from '../../../support/plane/operations-stage';
import {
  componentOf,
  documentOf,
  playsOf,
  stackCatalog,
  twoOf,
} from '../../../support/stacks/entry/stage-stacks';

const stage = useStage(stackCatalog);
const { ada, bob, eve, vic } = actors;
const asked = { actor: ada, stack: 'shop' };
const applied = (components = twoOf()) =>
  applyStack({ actor: ada, document: documentOf(components) }, stage.deps);
const statesOf = async () => {
  const { components } = await readStack('shop', stage.deps);
  return Object.fromEntries(Object.entries(components).map(([name, { state }]) => [name, state]));
};
const built = async () => {
  await applied();
  const plays = playsOf(stage);
  await plays.apply('net');
  await plays.apply('api');
  return plays;
};

describe('the life of a stack', () => {
  it('builds each component at its turn, with the values that its producers give', async () => {
    const entry = await applied();
    expect(statusOf(entry)).toBe('applying');
    const plays = playsOf(stage);
    expect(await plays.there()).toEqual(['shop.net pending']);

    await plays.apply('net');
    const api = await stage.read('shop.api');
    expect(api.wanted.inputs).toEqual({ vpc_id: 'vpc-1', places: ['here', 'subnet-a'], size: 1 });
    expect(api).toMatchObject({ owner: ada.id, stack: { name: 'shop', component: 'api', id: entry.id } });

    await plays.apply('api');
    expect(await statesOf()).toEqual({ net: 'ready', api: 'ready' });
    expect(statusOf(await readStack('shop', stage.deps))).toBe('ready');
  });

  it('shows where a component is in the line of its target, and no more once it is at work', async () => {
    stage.world.slotCounts = { runs: 1, destroys: 1 };
    await stage.create({ name: 'other', template: 'network' });
    await applied();
    await playsOf(stage).look();
    const lines = async () =>
      (await getStack(asked, stage.deps)).components.map(({ name, line }) => [
        name,
        line?.position,
        line?.of,
      ]);
    expect(await lines()).toEqual([
      ['net', 1, 1],
      ['api', undefined, undefined],
    ]);

    await cancelRun({ actor: ada, name: 'other' }, stage.deps);
    expect(await lines()).toEqual([
      ['net', undefined, undefined],
      ['api', undefined, undefined],
    ]);
    delete stage.world.slotCounts;
  });

  it('ends its environments by themselves with its lease, the producer after its consumer', async () => {
    await built();
    const { lease } = await readStack('shop', stage.deps);
    const [net, api] = [await stage.read('shop.net'), await stage.read('shop.api')];

    expect(api.lease.expiresAt).toBe(lease.expiresAt);
    expect(Date.parse(net.lease.expiresAt ?? '')).toBeGreaterThan(Date.parse(api.lease.expiresAt ?? ''));
  });

  it('changes what a revision changes and leaves alone what is so already', async () => {
    const plays = await built();
    const net = await stage.read('shop.net');
    const smaller = twoOf();
    await applied({
      ...smaller,
      api: { ...smaller['api'], inputs: { ...smaller['api']?.inputs, size: 2 } } as never,
    });
    await plays.look();
    await plays.apply('api');

    expect((await stage.read('shop.api')).applied?.inputs).toMatchObject({ size: 2, vpc_id: 'vpc-1' });
    expect((await stage.read('shop.net')).applied?.run).toBe(net.applied?.run);
    expect(statusOf(await readStack('shop', stage.deps))).toBe('ready');
  });

  it('is destroyed by one command, the consumer before its producer', async () => {
    const plays = await built();
    await destroyStack(asked, stage.deps);
    expect(await plays.there()).toEqual(['shop.net ready', 'shop.api destroying']);

    await plays.destroy('api');
    expect(await plays.there()).toEqual(['shop.net destroying']);
    await plays.destroy('net');
    expect(statusOf(await readStack('shop', stage.deps))).toBe('destroyed');

    await applied();
    expect(await plays.there()).toEqual(['shop.net pending']);
    expect(
      (await stage.deps.stacks.getLife((await readStack('shop', stage.deps)).previousId ?? ''))?.name,
    ).toBe('shop');
  });

  it('promises to a consumer that its producer stays, until that needs it no more and a person lets it go', async () => {
    const plays = await built();
    const api = await stage.read('shop.api');
    expect((await stage.read('shop.net')).usedBy).toMatchObject([{ name: 'shop.api', id: api.id }]);

    await applied({ api: componentOf('service', { inputs: { vpc_id: 'vpc-9' } }) });
    await plays.look();
    const yes = { ...asked, plans: { net: 'destroy' } };
    await approveStack(yes, stage.deps);
    expect(await plays.there()).toEqual(['shop.net ready', 'shop.api ready']);
    await plays.apply('api');
    expect(await plays.there()).toEqual(['shop.net destroying', 'shop.api ready']);
    await plays.destroy('net');
    expect(await statesOf()).toEqual({ api: 'ready' });
  });

  it('moves the ends of all with its own', async () => {
    const plays = await built();
    const { lease } = await extendStack({ ...asked, ttl: '2d' }, stage.deps);
    await plays.look();

    expect((await stage.read('shop.api')).lease.expiresAt).toBe(lease.expiresAt);
  });

  it('says why an order was refused, and gives it again when it is asked to', async () => {
    const plays = playsOf(stage);
    const missing = twoOf({
      inputs: { vpc_id: { ref: 'net.subnets.b' } },
      references: [{ path: '/vpc_id', ref: 'net.subnets.b' }],
    });
    await applied(missing);
    await plays.apply('net');
    const { components } = await readStack('shop', stage.deps);
    expect(components['api']).toMatchObject({
      state: 'not-built',
      refused: expect.stringContaining('has no b'),
    });
    expect(await plays.there()).toEqual(['shop.net ready']);

    await applied();
    await plays.look();
    await plays.apply('api');
    expect(await statesOf()).toEqual({ net: 'ready', api: 'ready' });
    await expect(retryStack(asked, stage.deps)).rejects.toMatchObject({ code: 'NothingToRetry' });
  });
});

describe('a component that has drifted', () => {
  it('is applied once more as it is wanted, and what uses it is not', async () => {
    const plays = await built();
    await driftOn(stage, [retention.object], 'shop.net');
    const before = await stage.read('shop.api');
    expect((await retryStack(asked, stage.deps)).components['net']).toMatchObject({
      order: { kind: 'change' },
    });
    expect(await stage.read('shop.net')).toMatchObject({ run: { kind: 'provision', planOf: null } });
    await plays.apply('net');
    await plays.look();

    expect(statusOf(await readStack('shop', stage.deps))).toBe('ready');
    expect(await stage.read('shop.net')).not.toHaveProperty('drift');
    expect((await stage.read('shop.api')).applied).toEqual(before.applied);
    await expect(retryStack(asked, stage.deps)).rejects.toMatchObject({ code: 'NothingToRetry' });
  });

  it('is left alone while somebody expects that', async () => {
    await built();
    await driftOn(stage, [retention.object], 'shop.net');
    const until = plus(stage.world.now, hour);
    await expectDrift(
      { actor: ada, name: 'shop.net', cause: retention.id, reason: 'a trial', until },
      stage.deps,
    );
    await expect(retryStack(asked, stage.deps)).rejects.toMatchObject({ code: 'NothingToRetry' });
  });

  it('is asked for once, whatever comes of it meanwhile', async () => {
    const plays = await built();
    await driftOn(stage, [retention.object], 'shop.net');
    await retryStack(asked, stage.deps);
    await expect(retryStack(asked, stage.deps)).rejects.toMatchObject({ code: 'NothingToRetry' });
    await plays.fail('net');
    expect(await statesOf()).toMatchObject({ net: 'failed' });
    await retryStack(asked, stage.deps);
    await plays.apply('net');
    expect(await statesOf()).toEqual({ net: 'ready', api: 'ready' });
  });
});

describe('a plan of a component that waits', () => {
  const waiting = async () => {
    await applied();
    const plays = playsOf(stage);
    await plays.plan('net');
    const { components } = await readStack('shop', stage.deps);
    return { plays, plans: { net: components['net']?.plan ?? '' } };
  };

  it('is approved through the stack by whom its own rule lets, and by nobody else', async () => {
    const { plays, plans } = await waiting();
    expect(statusOf(await readStack('shop', stage.deps))).toBe('awaiting-approval');
    await expect(approveStack({ ...asked, plans }, stage.deps)).rejects.toMatchObject({ code: 'Forbidden' });
    await expect(
      approveStack({ ...asked, actor: eve, plans: { net: 'f'.repeat(64) } }, stage.deps),
    ).rejects.toMatchObject({ code: 'PlanChanged' });

    await approveStack({ ...asked, actor: eve, plans }, stage.deps);
    await plays.apply('net');
    expect((await stage.read('shop.net')).applied?.consent).toMatchObject({
      askedBy: ada.id,
      approvedBy: eve.id,
    });
    expect(await plays.there()).toEqual(['shop.net ready', 'shop.api pending']);
  });

  it('ends with a rejected revision, as nothing of it was built', async () => {
    const { plays } = await waiting();
    await rejectStack({ ...asked, revision: 1 }, stage.deps);
    await plays.look();

    expect(await plays.there()).toEqual([]);
    expect(statusOf(await readStack('shop', stage.deps))).toBe('rejected');
  });
});

describe('a component alone', () => {
  it.each([
    ['destroyed', () => destroyEnvironment({ actor: ada, name: 'shop.net' }, stage.deps), 'destroy'],
    ['extended', () => extendEnvironment({ actor: ada, name: 'shop.net', ttl: '1d' }, stage.deps), 'extend'],
    ['changed', () => changeEnvironment({ actor: ada, name: 'shop.net', inputs: {} }, stage.deps), 'apply'],
  ])('is not %s: the refusal names the command of the stack', async (_, ask, command) => {
    await built();

    await expect(ask()).rejects.toMatchObject({ code: 'PartOfStack', details: { stack: 'shop', command } });
  });
});

describe('what is refused before anything is written', () => {
  const net = componentOf('network');
  it.each([
    ['a viewer', { actor: vic }, 'Forbidden'],
    ['an approver', { actor: eve }, 'Forbidden'],
    [
      'a circle',
      { document: documentOf({ net: { ...net, after: ['api'] }, api: { ...net, after: ['net'] } }) },
      'InvalidRequest',
    ],
    [
      'a need that is off',
      { document: documentOf({ net: { ...net, enabled: false }, api: { ...net, after: ['net'] } }) },
      'InvalidRequest',
    ],
    [
      'a reference where there is none',
      { document: documentOf({ net, api: { ...net, references: [{ path: '/cidr', ref: 'net.vpc_id' }] } }) },
      'InvalidRequest',
    ],
    [
      'a value that the template does not take',
      { document: documentOf({ net: { ...net, inputs: { cidr: 7 } } }) },
      'InvalidRequest',
    ],
    [
      'another bundle',
      { document: documentOf({ net: { ...net, template: { ...net.template, bundle: 'f'.repeat(64) } } }) },
      'InvalidRequest',
    ],
    [
      'leases that differ',
      { document: documentOf({ net: { ...net, lease: '2d' }, api: net }) },
      'InvalidRequest',
    ],
    ['too long a lease', { document: documentOf({ net }, '90d') }, 'LeaseTooLong'],
    [
      'a secret that is given on',
      {
        document: documentOf(
          twoOf({
            inputs: { vpc_id: { ref: 'net.password' } },
            references: [{ path: '/vpc_id', ref: 'net.password' }],
          }),
        ),
      },
      'InvalidRequest',
    ],
    ['nothing that is on', { document: documentOf({ net: { ...net, enabled: false } }) }, 'InvalidRequest'],
  ])('%s', async (_, more, code) => {
    const document = documentOf(twoOf());

    await expect(applyStack({ actor: ada, document, ...more }, stage.deps)).rejects.toMatchObject({ code });
    expect(await stage.deps.stacks.get('shop')).toBeUndefined();
  });

  it('somebody else who wants to apply or destroy it', async () => {
    await applied();

    await expect(applyStack({ actor: bob, document: documentOf(twoOf()) }, stage.deps)).rejects.toMatchObject(
      { code: 'Forbidden' },
    );
    await expect(destroyStack({ ...asked, actor: bob }, stage.deps)).rejects.toMatchObject({
      code: 'Forbidden',
    });
  });
});
