import { hour } from '../../../../src/domain/base/time';
import { StackEvent } from '../../../../src/domain/stack/entry/stack-event';
import type { ShownPlan } from '../../../../src/domain/terraform/consent/shown-plan';
import type { Shown } from '../../../../src/domain/terraform/consent/shown-value';
import { moveStack } from '../../../../src/operations/stack/move-stack';
import { consentToStack } from '../../../../src/operations/stack/consent/give-consent';
import { approveStack } from '../../../../src/operations/stack/stack-operation';
import { getStack } from '../../../../src/operations/stack/read-stacks';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { consentOn } from '../../../support/stacks/entry/consented';
import { documentOf, stackCatalog, twoOf } from '../../../support/stacks/entry/stage-stacks';
import { planDigest } from '../../../support/builders/births';

const stage = useStage(stackCatalog);
const on = consentOn(stage);
const { ada, root, bob } = actors;
const document = documentOf(twoOf());
const group = 'sg-0123456789abcdef0';

const known = (value: string | number | boolean | null | string[]): Shown => ({
  is: 'known',
  value,
});
const unknown: Shown = { is: 'unknown' };
const object = (of: Record<string, Shown>): Shown => ({ is: 'object', of });
const created = (address: string, type: string, after: Shown): ShownPlan['resources'][number] => ({
  address,
  mode: 'managed',
  type,
  actions: ['create'],
  before: known(null),
  after,
});
const base = {
  bundle: 'c'.repeat(64),
  engine: '1.11.4',
  outputs: {},
  outlines: [],
  data: {},
  failedChecks: [],
  price: { upper: 5, unpriced: [] },
};
const ofNet: ShownPlan = {
  ...base,
  inputs: { cidr: { value: '10.0.0.0/16' } },
  resources: [created('aws_vpc.this', 'aws_vpc', object({ cidr_block: known('10.0.0.0/16'), id: unknown }))],
};
const instance = (more: Record<string, Shown> = {}) =>
  created(
    'aws_instance.this',
    'aws_instance',
    object({ instance_type: known('t3.micro'), subnet_id: unknown, ...more }),
  );
const rule = (more: Record<string, Shown> = {}) =>
  created(
    'aws_security_group_rule.in',
    'aws_security_group_rule',
    object({ from_port: known(443), cidr_blocks: known(['10.0.0.0/8']), source: unknown, ...more }),
  );
const policy = (action: string) =>
  created(
    'aws_iam_policy.this',
    'aws_iam_policy',
    object({
      policy: known(
        JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:sqs:::a' }] }),
      ),
    }),
  );
const gone = { ...created('aws_sqs_queue.old', 'aws_sqs_queue', known(null)), actions: ['delete'] };
const ofApi: ShownPlan = {
  ...base,
  inputs: { size: { value: 1 }, vpc_id: { pending: 'net.vpc_id' } },
  resources: [instance(), rule(), policy('sqs:SendMessage')],
};
/** What it comes to once the network is there. */
const exactApi: ShownPlan = {
  ...base,
  inputs: { size: { value: 1 }, vpc_id: { value: group, from: 'net.vpc_id' } },
  resources: [
    instance({ subnet_id: known('subnet-0123456789abcdef0') }),
    rule({ source: known(group) }),
    policy('sqs:SendMessage'),
  ],
};
const withResources = (...resources: ShownPlan['resources']): ShownPlan => ({ ...exactApi, resources });
const [exactInstance, exactRule, exactPolicy] = exactApi.resources as [
  ShownPlan['resources'][number],
  ShownPlan['resources'][number],
  ShownPlan['resources'][number],
];

const look = () => moveStack('shop', stage.deps);
const eventsOf = async (type: string) => {
  const { id } = (await stage.deps.stacks.get('shop'))!;
  const range = { after: 0, limit: 100 };
  const { items } = await stage.deps.audit.list(StackEvent, `STACK#${id}`, range);
  return items.filter((one) => one.type === type);
};
const componentOf = async (name: string) => {
  const { components } = await getStack({ stack: 'shop' }, stage.deps);
  return components.find((one) => one.name === name)!;
};
/** The stack is planned whole and applied with a yes; its network is there, as was shown. */
const begun = async (
  plans: Record<string, ShownPlan | undefined> = { net: ofNet, api: ofApi },
  hours = 24,
) => {
  const plan = await on.plan(document, plans);
  await on.apply(document, plan, hours);
  await on.exact('net', ofNet);
  await look();
  await on.finish('net');
  await look();
  return plan;
};

describe('one yes to the plan of a whole stack', () => {
  it('approves what is within it in the name of whoever said it, says so, and builds the whole', async () => {
    await begun();
    await on.exact('api', exactApi);
    await look();
    await on.finish('api');
    await look();

    expect((await stage.read('shop.api')).applied?.consent).toMatchObject({ approvedBy: ada.id });
    expect((await eventsOf('StackPlanCovered')).map(({ actor, data }) => [actor, data['component']])).toEqual(
      [
        [ada.id, 'net'],
        [ada.id, 'api'],
      ],
    );
    expect(await getStack({ stack: 'shop' }, stage.deps)).toMatchObject({ status: 'ready' });
    expect(await eventsOf('StackAwaitsApproval')).toEqual([]);
  });

  it('makes the lives that were shown, with their tags', async () => {
    const plan = await begun();
    const { components } = (await stage.deps.stackPlans.get(plan))!;
    const net = await stage.read('shop.net');

    expect(net).toMatchObject({ id: components['net']?.life, tags: components['net']?.tags });
    expect(net.wanted.comparison).toMatchObject({ salt: 'a'.repeat(32) });
  });

  it.each<[string, ShownPlan]>([
    [
      'a known attribute',
      withResources(
        instance({ instance_type: known('m7i.metal'), subnet_id: known('subnet-0123456789abcdef0') }),
        exactRule,
        exactPolicy,
      ),
    ],
    [
      'a wider ingress',
      withResources(
        exactInstance,
        rule({ cidr_blocks: known(['0.0.0.0/0']), source: known(group) }),
        exactPolicy,
      ),
    ],
    [
      'what a rule lets in beside outputs',
      withResources(exactInstance, rule({ source: known('sg-0ffffffffffffffff') }), exactPolicy),
    ],
    ['a wider policy', withResources(exactInstance, exactRule, policy('sqs:*'))],
    [
      'a public flag',
      withResources(
        instance({ subnet_id: known('subnet-0123456789abcdef0'), publicly_accessible: known(true) }),
        exactRule,
        exactPolicy,
      ),
    ],
    ['a newer bundle', { ...exactApi, bundle: 'd'.repeat(64) }],
    ['another engine', { ...exactApi, engine: '1.12.0' }],
    ['an extra delete', withResources(exactInstance, exactRule, exactPolicy, gone)],
    ['a replace', withResources({ ...exactInstance, actions: ['delete', 'create'] }, exactRule, exactPolicy)],
    ['less than was shown', withResources(exactInstance, exactPolicy)],
    ['a higher price', { ...exactApi, price: { upper: 5.01, unpriced: [] } }],
    [
      'a part without a price',
      { ...exactApi, price: { upper: 5, unpriced: ['aws_eks_cluster.this: none'] } },
    ],
    ['another input', { ...exactApi, inputs: { ...exactApi.inputs, size: { value: 2 } } }],
    [
      'an input of another output',
      { ...exactApi, inputs: { ...exactApi.inputs, vpc_id: { value: group, from: 'net.other' } } },
    ],
    ['an assertion that fails', { ...exactApi, failedChecks: ['check.up'] }],
  ])('asks again for %s, and names it', async (_, exact) => {
    await begun();
    await on.exact('api', exact);
    await look();

    const api = await componentOf('api');
    expect(api).toMatchObject({ state: 'waiting', approve: planDigest });
    expect(api.uncovered).toMatch(/\w/);
    expect(await eventsOf('StackPlanNotCovered')).toHaveLength(1);
    expect(await eventsOf('StackAwaitsApproval')).toHaveLength(1);
    expect((await stage.read('shop.api')).run?.phase).toBe('awaiting-approval');
  });

  it('asks again once it is too old', async () => {
    await begun({ net: ofNet, api: ofApi }, 2);
    on.pass(3 * hour);
    await on.exact('api', exactApi);
    await look();

    expect((await componentOf('api')).uncovered).toContain('an approval holds for 2 hours');
  });

  it('never covers what could not be planned', async () => {
    await begun({ net: ofNet, api: undefined });
    await on.exact('api', exactApi);
    await look();

    expect((await componentOf('api')).uncovered).toBe('it could not be planned when the stack was');
  });

  it('asks again where the plan that was shown, or what is held against it, is gone', async () => {
    const plan = await begun();
    const { components } = (await stage.deps.stackPlans.get(plan))!;
    const { run, result } = components['api']!;
    stage.world.previews.shown.delete(`${run} ${result?.result === 'shown' ? result.digest : ''}`);
    await on.exact('api', exactApi);
    await look();
    expect((await componentOf('api')).uncovered).toBe('the plan that was shown is missing');
  });

  it('asks again where a build left nothing to compare', async () => {
    await begun();
    await on.exact('api', undefined);
    await look();

    expect((await componentOf('api')).uncovered).toBe(
      'its plan cannot be compared with the one that was shown',
    );
  });

  it('leaves to another person what the rule of a component leaves to another person', async () => {
    const plan = await begun();
    await on.exact('api', exactApi, { needs: ['plan-only', 'template-always'] });
    await look();
    expect((await componentOf('api')).uncovered).toContain('approv');
    expect((await stage.read('shop.api')).run?.phase).toBe('awaiting-approval');

    await consentToStack({ actor: root, stack: 'shop', revision: 1, plan, hours: 1 }, stage.deps);
    await look();
    await on.finish('api');
    expect((await stage.read('shop.api')).applied?.consent).toMatchObject({ approvedBy: root.id });
  });

  it('may be followed by a yes to the very plan that it does not cover', async () => {
    await begun();
    await on.exact('api', { ...exactApi, price: { upper: 9, unpriced: [] } });
    await look();
    await approveStack({ actor: ada, stack: 'shop', plans: { api: planDigest } }, stage.deps);
    await look();
    await on.finish('api');
    await look();

    expect(await getStack({ stack: 'shop' }, stage.deps)).toMatchObject({ status: 'ready' });
  });

  it('is held against each plan once, whatever dies in between', async () => {
    await begun();
    await on.exact('api', exactApi);
    stage.world.fail = (call) => (call === 'previews.readShown' ? new Error('away') : undefined);
    await look().catch(() => undefined);
    stage.world.fail = () => undefined;
    expect((await stage.read('shop.api')).run?.phase).toBe('awaiting-approval');
    await Promise.all([look(), look()]);
    await look();

    expect(await eventsOf('StackPlanCovered')).toHaveLength(2);
  });
});

describe('a yes that is refused', () => {
  it('is one to the plan of another document', async () => {
    const plan = await on.plan(document, { net: ofNet, api: ofApi });
    const asked = on.apply(documentOf({ net: twoOf()['net']! }), plan);

    await expect(asked).rejects.toMatchObject({ code: 'StackPlanUnfit' });
    expect(await stage.deps.stacks.get('shop')).toBeUndefined();
  });

  it('is one to a plan that is not complete', async () => {
    const plan = await on.plan(document, { net: ofNet });

    await expect(on.apply(document, plan)).rejects.toMatchObject({ code: 'StackPlanUnfit' });
  });

  it('is one to a plan of before the stack was there', async () => {
    const plan = await on.plan(document, { net: ofNet, api: ofApi });
    await on.apply(document, plan);

    await expect(on.apply(document, plan)).rejects.toMatchObject({ code: 'StackPlanUnfit' });
  });

  it('is one to another plan or revision than was applied, or of somebody who may not approve', async () => {
    const plan = await begun();
    const asked = { actor: ada, stack: 'shop', revision: 1, plan, hours: 1 };
    const other = await on.plan(document, {});

    await expect(consentToStack({ ...asked, plan: other }, stage.deps)).rejects.toMatchObject({
      code: 'StackPlanNotShown',
    });
    await expect(consentToStack({ ...asked, revision: 2 }, stage.deps)).rejects.toMatchObject({
      code: 'StackRevisionChanged',
    });
    await expect(consentToStack({ ...asked, actor: bob }, stage.deps)).rejects.toMatchObject({
      code: 'Forbidden',
    });
  });
});
