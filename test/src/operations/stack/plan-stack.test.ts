import { sweep } from '../../../../src/operations/registry/sweep';
import { kinds } from '../../../../lambdas/sweep/kinds';
import { hour, minute, plus } from '../../../../src/domain/base/time';
import type { PreviewResult } from '../../../../src/domain/stack/plan/preview-order';
import { applyStack } from '../../../../src/operations/stack/apply-stack';
import { planStack } from '../../../../src/operations/stack/plan/plan-stack';
import { getComponentPlan, getStackPlan } from '../../../../src/operations/stack/plan/read-stack-plans';
import { settlePreview } from '../../../../src/operations/stack/plan/settle-preview';
import { destroyStack } from '../../../../src/operations/stack/stack-operation';
import { actors, useStage } from '../../../support/plane/operations-stage';
import {
  componentOf,
  documentOf,
  playsOf,
  stackCatalog,
  twoOf,
} from '../../../support/stacks/entry/stage-stacks';

const stage = useStage(stackCatalog);
const { ada, bob, vic } = actors;
const document = documentOf(twoOf());
const planned = (of = document, request?: { key: string; digest: string }) =>
  planStack({ actor: ada, stack: 'shop', document: of, request }, stage.deps);
const shown: PreviewResult = {
  result: 'shown',
  digest: 'e'.repeat(64),
  counts: { create: 2, update: 0, replace: 0, delete: 0 },
  price: { monthly: 5, lease: 1, unpriced: 0 },
};
const later: PreviewResult = { result: 'later', outputs: ['net.subnets.a'], why: 'for_each needs it' };
const started = () => stage.world.started.filter(({ workflow }) => workflow === 'preview-component');
const orderOf = (component: string) =>
  [...stage.world.previews.orders.values()].filter((one) => one.component === component).at(-1)!;
const leave = (component: string, outcome: PreviewResult) => {
  const { run } = orderOf(component);
  stage.world.previews.outcomes.set(run, { run, build: 'b', at: stage.world.now, outcome });
  return run;
};
const resultsOf = async (id: string) => {
  const { components } = await getStackPlan({ stack: 'shop', plan: id }, stage.deps);
  return Object.fromEntries(components.map(({ name, result }) => [name, result?.result ?? null]));
};
const pass = async (ms: number) => {
  stage.world.now = plus(stage.world.now, ms);
  await sweep(kinds, stage.deps);
};

describe('a plan of a stack of which nothing exists', () => {
  it('starts a run for each component, with what is known and which outputs the rest waits for', async () => {
    const plan = await planned();

    expect(started().map(({ name, plan: of }) => [name, of])).toEqual([
      ['shop.net', plan.id],
      ['shop.api', plan.id],
    ]);
    expect(orderOf('net')).toMatchObject({ inputs: { cidr: '10.0.0.0/16' }, pending: {}, from: {} });
    expect(orderOf('api')).toMatchObject({
      inputs: { size: 1 },
      pending: { vpc_id: ['net.vpc_id'], places: ['net.subnets.a'] },
      environment: { name: 'shop.api', tags: { 'idp:environment': 'shop.api', 'idp:owner': ada.id } },
    });
    expect(orderOf('api').environment.tags['idp:environment-id']).toBe(orderOf('api').environment.id);
  });

  it('makes, holds and locks nothing', async () => {
    await planned();

    expect(await stage.deps.registry.get('shop.net')).toBeUndefined();
    expect(await stage.deps.stacks.get('shop')).toBeUndefined();
    expect(stage.world.published).toEqual([]);
    expect(started()).toHaveLength(2);
    expect(stage.world.started).toHaveLength(2);
  });

  it('is over when each run has a result, and shows prices as a range where one can be planned only later', async () => {
    const { id, status } = await planned();
    expect(status).toBe('planning');
    await settlePreview({ plan: id, runId: leave('net', shown), workflowOver: true }, stage.deps);
    await settlePreview({ plan: id, runId: leave('api', later), workflowOver: true }, stage.deps);

    const plan = await getStackPlan({ stack: 'shop', plan: id }, stage.deps);
    expect(plan).toMatchObject({ status: 'planned', stackLife: null, monthly: { atLeast: 5 } });
    expect(plan.components.map(({ name, layer }) => [name, layer])).toEqual([
      ['net', 1],
      ['api', 2],
    ]);
    expect(plan.monthly.atMost).toBeGreaterThanOrEqual(5);
  });

  it('keeps the first result of a run, however often and in whatever order it is heard of', async () => {
    const { id } = await planned();
    const runId = leave('net', shown);
    await Promise.all([1, 2].map(() => settlePreview({ plan: id, runId }, stage.deps)));
    leave('net', later);
    await settlePreview({ plan: id, runId, workflowOver: true }, stage.deps);

    expect(await resultsOf(id)).toEqual({ net: 'shown', api: null });
  });

  it('says of a run that was killed that it ended without a result, by its workflow or by the sweep', async () => {
    const { id } = await planned();
    const { run } = orderOf('net');
    await settlePreview({ plan: id, runId: run, workflowOver: true }, stage.deps);
    expect(await resultsOf(id)).toEqual({ net: 'failed', api: null });

    stage.world.executions.set(orderOf('api').run, 'over');
    await pass(2 * minute);
    expect(await resultsOf(id)).toEqual({ net: 'failed', api: 'failed' });
  });

  it('is read by the sweep where every word of a run was lost, and given up where one never ends', async () => {
    const { id } = await planned();
    leave('net', shown);
    await pass(2 * minute);
    expect(await resultsOf(id)).toEqual({ net: 'shown', api: null });

    await pass(6 * hour);
    expect(await resultsOf(id)).toEqual({ net: 'shown', api: 'failed' });
  });

  it('is started by the sweep where it could not be at once', async () => {
    stage.world.fail = (call) => (call === 'workflows.start' ? new Error('away') : undefined);
    await planned();
    expect(started()).toEqual([]);
    stage.world.fail = () => undefined;
    await pass(2 * minute);

    expect(started()).toHaveLength(2);
  });

  it('is one plan where the same request is sent again', async () => {
    const request = { key: 'k', digest: 'd' };
    const [one, other] = [await planned(document, request), await planned(document, request)];

    expect(other.id).toBe(one.id);
    expect(started()).toHaveLength(2);
  });
});

describe('a plan of a stack that exists', () => {
  const built = async () => {
    await applyStack({ actor: ada, document }, stage.deps);
    const plays = playsOf(stage);
    await plays.apply('net');
    await plays.apply('api');
    return plays;
  };

  it('plans the lives that there are, with the values that their producers give', async () => {
    await built();
    await planned();

    const api = await stage.read('shop.api');
    expect(orderOf('api')).toMatchObject({
      environment: { id: api.id, tags: api.tags },
      inputs: { vpc_id: 'vpc-1', places: ['here', 'subnet-a'], size: 1 },
      from: { vpc_id: ['net.vpc_id'], places: ['net.subnets.a'] },
      pending: {},
    });
  });

  it('takes what a changed producer gives as not known, with the values until now beside it', async () => {
    await built();
    const changed = documentOf({
      ...twoOf(),
      net: componentOf('network', { inputs: { cidr: '10.1.0.0/16' } }),
    });
    await planned(changed);

    expect(orderOf('api')).toMatchObject({
      pending: { vpc_id: ['net.vpc_id'] },
      present: { vpc_id: 'vpc-1', places: ['here', 'subnet-a'] },
    });
  });

  it('names what would be destroyed, and is no plan of the next stack of the name', async () => {
    await built();
    const plan = await planned(documentOf({ net: twoOf()['net']! }));
    expect(plan.removed).toEqual(['api']);

    await destroyStack({ actor: ada, stack: 'shop' }, stage.deps);
    expect(plan.stackLife).toBe((await stage.deps.stacks.get('shop'))?.id);
  });
});

describe('a plan that is refused or not there', () => {
  it.each([
    ['of whoever may not build', { actor: vic }, 'Forbidden'],
    ['of another stack than in the path', { stack: 'other' }, 'InvalidRequest'],
    ['of no component', { document: documentOf({}) }, 'InvalidRequest'],
  ])('%s', async (_, more, code) => {
    const asked = planStack({ actor: ada, stack: 'shop', document, ...more }, stage.deps);

    await expect(asked).rejects.toMatchObject({ code });
    expect(started()).toEqual([]);
  });

  it('of a stack of somebody else', async () => {
    await applyStack({ actor: ada, document }, stage.deps);
    const asked = planStack({ actor: bob, stack: 'shop', document }, stage.deps);

    await expect(asked).rejects.toMatchObject({ code: 'Forbidden' });
  });

  it('is found under its own stack alone, and has no plan of a component before that has one', async () => {
    const { id: plan } = await planned();
    const of = { stack: 'shop', plan };

    await expect(getStackPlan({ stack: 'other', plan }, stage.deps)).rejects.toMatchObject({
      code: 'StackPlanNotFound',
    });
    await expect(getComponentPlan({ ...of, component: 'net' }, stage.deps)).rejects.toMatchObject({
      code: 'ComponentNotPlanned',
    });
    await expect(getComponentPlan({ ...of, component: 'nat' }, stage.deps)).rejects.toMatchObject({
      code: 'ComponentNotFound',
    });
  });
});
