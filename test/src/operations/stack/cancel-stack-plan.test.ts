import { kinds } from '../../../../lambdas/sweep/kinds';
import { day, hour, minute, plus } from '../../../../src/domain/base/time';
import { Limits, plansAtOnce } from '../../../../src/domain/limits/limits';
import { StackPlanEvent } from '../../../../src/domain/stack/plan/stack-plan-event';
import { sweep } from '../../../../src/operations/registry/sweep';
import { applyStack } from '../../../../src/operations/stack/apply-stack';
import { consentToStack } from '../../../../src/operations/stack/consent/give-consent';
import { cancelStackPlan } from '../../../../src/operations/stack/plan/cancel-stack-plan';
import { planStack } from '../../../../src/operations/stack/plan/plan-stack';
import { getStackPlan } from '../../../../src/operations/stack/plan/read-stack-plans';
import { settlePreview } from '../../../../src/operations/stack/plan/settle-preview';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { consentOn } from '../../../support/stacks/entry/consented';
import { documentOf, stackCatalog, twoOf } from '../../../support/stacks/entry/stage-stacks';

const stage = useStage(stackCatalog);
const on = consentOn(stage);
const { ada, bob, tom, root, vic } = actors;
const document = documentOf(twoOf());
const ask = (more: object = {}) => planStack({ actor: ada, stack: 'shop', document, ...more }, stage.deps);
const cancel = (plan: string, actor = ada) => cancelStackPlan({ actor, stack: 'shop', plan }, stage.deps);
const read = (plan: string) => getStackPlan({ stack: 'shop', plan }, stage.deps);
const pass = async (ms: number) => {
  stage.world.now = plus(stage.world.now, ms);
  await sweep(kinds, stage.deps);
};
const runsOf = async (plan: string) => (await read(plan)).components.map(({ run }) => run).sort();
const stopped = () => [...stage.world.stoppedExecutions].sort();
const oneAtOnce = () => {
  stage.deps.limits = Limits.parse({ quotas: { owner: { plans: 1 } } });
};

describe('a plan that is cancelled', () => {
  it('stops what runs, starts nothing more, and says who did it', async () => {
    const { id } = await ask();
    const plan = await cancel(id);

    expect(plan.status).toBe('cancelled');
    expect(plan.components.map(({ result }) => result)).toEqual(
      [1, 2].map(() => ({ result: 'failed', class: 'cancelled', why: `It was cancelled by ${ada.id}.` })),
    );
    expect(stopped()).toEqual(await runsOf(id));
  });

  it('is in the audit, once, however often it is asked for', async () => {
    const { id } = await ask();
    await cancel(id);
    await cancel(id);
    const { items } = await stage.deps.audit.list(StackPlanEvent, `PLAN#${id}`, { after: 0, limit: 10 });

    expect(items).toMatchObject([
      { type: 'StackPlanCancelled', actor: ada.id, stack: 'shop', stackPlan: id, data: { components: 2 } },
    ]);
  });

  it('keeps what was planned already, and no result that comes later', async () => {
    const id = await on.plan(document, { net: undefined });
    await cancel(id);
    const [net, api] = (await read(id)).components;
    await settlePreview({ plan: id, runId: api!.run, workflowOver: true }, stage.deps);

    expect(net!.result).toMatchObject({ result: 'later' });
    expect((await read(id)).components[1]!.result).toMatchObject({ class: 'cancelled' });
  });

  it('starts nothing that its process was about to start', async () => {
    stage.world.fail = (call) => (call === 'workflows.start' ? new Error('away') : undefined);
    const { id } = await ask();
    await cancel(id);
    stage.world.fail = () => undefined;
    await pass(2 * minute);

    expect(stage.world.started).toEqual([]);
  });

  it('frees its slots, so that the next plan has them', async () => {
    stage.world.slotCounts = { runs: 3, destroys: 1 };
    const { id } = await ask();
    const { target = '' } = (await stage.deps.stackPlans.get(id))!.components['net']!;
    const taken = async () => (await stage.deps.slots.get(target))?.runs.running.map(({ run }) => run);
    const before = await taken();
    await cancel(id);

    expect(before?.length).toBeGreaterThan(0);
    expect(await taken()).toEqual([]);
  });

  it('takes no consent', async () => {
    const { id } = await ask();
    await cancel(id);
    const applied = applyStack({ actor: ada, document, consent: { plan: id, hours: 24 } }, stage.deps);

    await expect(applied).rejects.toThrow('it was cancelled');
  });

  it.each([
    ['a team-mate of whoever asked, where the stack is not there yet', tom],
    ['somebody else', bob],
    ['a viewer', vic],
  ])('is not cancelled by %s', async (_who, actor) => {
    const { id } = await ask();

    await expect(cancel(id, actor)).rejects.toMatchObject({ code: 'Forbidden' });
    expect((await read(id)).status).toBe('planning');
  });

  it('is cancelled by an administrator, and not where it is complete or of another stack', async () => {
    const { id } = await ask();
    const elsewhere = cancelStackPlan({ actor: root, stack: 'other', plan: id }, stage.deps);
    await expect(elsewhere).rejects.toMatchObject({ code: 'StackPlanNotFound' });
    await cancel(id, root);
    const complete = await on.plan(document, { net: undefined, api: undefined });

    expect((await read(id)).status).toBe('cancelled');
    await expect(cancel(complete, root)).rejects.toMatchObject({ code: 'StackPlanOver' });
  });

  it('is cancelled whole or not at all, at whichever call the process dies', async () => {
    for (let call = 1, died = true; died; call++) {
      const { id } = await ask();
      const death = dieAt(stage.world, call);
      await cancel(id).catch(() => undefined);
      died = death.died();
      stage.world.fail = () => undefined;
      const { status, components } = await read(id);
      const results = components.map(({ result }) => result?.result ?? null);
      expect(results).toEqual(status === 'cancelled' ? ['failed', 'failed'] : [null, null]);
      if (status === 'planning') await cancel(id);
      await pass(2 * minute);
      expect(stopped()).toEqual(expect.arrayContaining(await runsOf(id)));
    }
  });
});

describe('plans of one owner at once', () => {
  it('are so many, and the error names those to wait for', async () => {
    oneAtOnce();
    const { id } = await ask();

    await expect(ask()).rejects.toThrow(
      `${ada.id} has 1 plans of stacks at work, which is the limit: shop (${id}). Wait until one of them is complete`,
    );
    await planStack({ actor: bob, stack: 'shop', document }, stage.deps);
    await cancel(id);
    await ask();
  });

  it('are no more where several are asked for at one time', async () => {
    stage.deps.limits = Limits.parse({ quotas: { owner: { plans: 2 } } });
    const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => ask()));

    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('have a place again when one is complete, and the same request has its own', async () => {
    oneAtOnce();
    const request = { key: 'k', digest: 'd' };
    const [one, again] = [await ask({ request }), await ask({ request })];
    expect(again.id).toBe(one.id);
    for (const { run } of one.components)
      await settlePreview({ plan: one.id, runId: run, workflowOver: true }, stage.deps);

    await ask();
  });

  it('are twenty where a stage says nothing, and as many as it says of somebody by name', () => {
    const owners = { [ada.id]: { plans: 3 }, [bob.id]: { environments: 1 } };
    const limits = Limits.parse({ quotas: { owner: { plans: 2 }, owners } });

    expect(plansAtOnce(Limits.parse({}), ada.id)).toBe(20);
    expect([ada, bob, tom].map(({ id }) => plansAtOnce(limits, id))).toEqual([3, 2, 2]);
  });

  it('count a quarter of an hour where the process died before anything was written', async () => {
    oneAtOnce();
    let isDead = false;
    stage.world.fail = (call) => {
      isDead = isDead || call === 'stackPlans.insert';
      return isDead ? new Error('the process died') : undefined;
    };
    await expect(ask()).rejects.toThrow('the process died');
    stage.world.fail = () => undefined;
    await pass(14 * minute);
    await expect(ask()).rejects.toMatchObject({ code: 'StackPlansReached' });
    await pass(2 * minute);

    await ask();
  });

  it('have their place back at once where the plan was refused', async () => {
    oneAtOnce();
    stage.world.fail = (call) => (call === 'stackPlans.insert' ? new Error('throttled') : undefined);
    await expect(ask()).rejects.toThrow('throttled');
    stage.world.fail = () => undefined;

    await ask();
  });

  it('are counted by nothing that outlives them, at whichever call the process dies', async () => {
    oneAtOnce();
    for (let call = 1, died = true; died; call++) {
      const death = dieAt(stage.world, call);
      await ask().catch(() => undefined);
      died = death.died();
      stage.world.fail = () => undefined;
      await pass(6 * hour);
      await cancel((await ask()).id);
    }
  });
});

describe('the end of a plan', () => {
  it('comes after thirty days, and not before', async () => {
    const id = await on.plan(document, { net: undefined, api: undefined });
    await pass(30 * day - minute);
    expect((await read(id)).status).toBe('planned');
    await pass(2 * minute);

    await expect(read(id)).rejects.toMatchObject({ code: 'StackPlanNotFound' });
  });

  it('comes to one that was cancelled, too, and takes no other with it', async () => {
    const { id } = await ask();
    await cancel(id);
    await pass(day);
    const other = await on.plan(document, { net: undefined, api: undefined });
    await pass(29 * day + minute);

    await expect(read(id)).rejects.toMatchObject({ code: 'StackPlanNotFound' });
    expect((await read(other)).status).toBe('planned');
  });

  it('waits while a consent to it holds, and comes at the latest look after that', async () => {
    const lasting = documentOf(twoOf(), '30d');
    const id = await on.plan(lasting, { net: undefined, api: undefined });
    stage.world.now = plus(stage.world.now, 29 * day - hour);
    await on.apply(lasting, id, 168);
    await pass(3 * day);
    expect((await read(id)).status).toBe('planned');
    await pass(2 * day);
    expect((await read(id)).status).toBe('planned');
    await pass(4 * day);

    await expect(read(id)).rejects.toMatchObject({ code: 'StackPlanNotFound' });
  });

  it('is not lost where the process dies at it', async () => {
    const id = await on.plan(document, { net: undefined, api: undefined });
    stage.world.fail = (call) => (call === 'stackPlans.remove' ? new Error('throttled') : undefined);
    await pass(31 * day);
    expect((await read(id)).status).toBe('planned');
    stage.world.fail = () => undefined;
    await pass(hour);

    await expect(read(id)).rejects.toMatchObject({ code: 'StackPlanNotFound' });
  });

  it('is far enough away for every consent: none is given to a plan of 29 days', async () => {
    const id = await on.plan(document, { net: undefined, api: undefined });
    await on.apply(document, id);
    stage.world.now = plus(stage.world.now, 29 * day);
    const first = await on.apply(document, id).catch((error: unknown) => error);
    const again = consentToStack({ actor: root, stack: 'shop', revision: 1, plan: id, hours: 1 }, stage.deps);

    expect(first).toMatchObject({ code: 'StackPlanUnfit' });
    await expect(again).rejects.toThrow('it was made more than 29 days ago');
  });
});
