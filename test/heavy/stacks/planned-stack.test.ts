import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import type { ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import type { StackEventPage } from '../../../src/domain/stack/entry/stack-event';
import { stackUntil } from '../../faults/lab/build-a-stack';
import { openPlane } from '../../e2e/open-plane';
import { takeCensus } from '../../support/aws/target-census';
import type { TestPlane } from '../../support/plane/plane';
import { planWhole } from '../../support/stacks/plan-whole';
import { trioOf } from '../../support/stacks/trio';

describe('a stack of three on a plane', () => {
  let on: TestPlane;
  let before: string[];
  beforeAll(async () => {
    on = await openPlane();
  }, 240_000);

  const planned = (document: ResolvedStack) => planWhole(on, { stack: 'trio', document });
  const eventsOf = async (type: string) => {
    const { items } = await on.api.want<StackEventPage>('GET /stacks/trio/events');
    return items.filter((one) => one.type === type);
  };
  const planOf = (id: string, component: string) =>
    on.api.want<PlanDocument>(`GET /stacks/trio/plans/${id}/components/${component}`);

  it('is planned whole before anything of it exists, and nothing is made, held or locked', async () => {
    before = await takeCensus(on.plane.targetUrl);
    const plan = await planned(await trioOf(on));

    expect(plan.components.map(({ name, result }) => [name, result?.result])).toEqual([
      ['net', 'shown'],
      ['app', 'shown'],
      ['top', 'shown'],
    ]);
    const app = await planOf(plan.id, 'app');
    expect(JSON.stringify(app.resources)).toContain('(known after net.vpc_id)');
    expect((await planOf(plan.id, 'net')).resources.length).toBeGreaterThan(10);
    expect(await takeCensus(on.plane.targetUrl)).toEqual(before);
    const { items } = await on.api.want<{ items: unknown[] }>('GET /environments');
    expect(items).toEqual([]);
  }, 240_000);

  it('is built by one yes to that plan, each exact plan within it approved in the name of whoever said it', async () => {
    const document = await trioOf(on);
    const plan = await planned(document);
    await on.api.want('POST /stacks', { body: { document, consent: { plan: plan.id, hours: 1 } } });
    const built = await stackUntil(on, 'trio', ({ status }) => status !== 'applying');

    expect(built.components.map(({ name, state, uncovered }) => [name, state, uncovered])).toEqual([
      ['net', 'ready', null],
      ['app', 'ready', null],
      ['top', 'ready', null],
    ]);
    for (const { name, life } of plan.components)
      expect(await on.api.want(`GET /environments/trio.${name}`)).toMatchObject({ id: life });
    const covered = (await eventsOf('StackPlanCovered')).map(({ actor, data }) => [actor, data['component']]);
    expect(covered).toEqual(['net', 'app', 'top'].map((name) => [on.person, name]));
  }, 400_000);

  it('is planned as it exists: what a changed producer gives is not known, and what stays shows no change', async () => {
    const document = await trioOf(on, { resources: 2 });
    const plan = await planned(document);
    const counts = plan.components.map(({ name, exists, result }) => [
      name,
      exists,
      result?.result === 'shown' && result.counts,
    ]);

    const none = { create: 0, update: 0, replace: 0, delete: 0 };
    expect(counts).toEqual([
      ['net', true, none],
      ['app', true, none],
      ['top', true, { ...none, create: 1 }],
    ]);
    await on.api.want('POST /stacks', { body: { document, consent: { plan: plan.id, hours: 1 } } });
    await stackUntil(on, 'trio', ({ status, revision }) => status === 'ready' && revision.number === 2);
  }, 400_000);

  it('is destroyed with nothing left', async () => {
    await on.api.want('DELETE /stacks/trio');
    await stackUntil(on, 'trio', ({ status }) => status === 'destroyed');

    expect(await takeCensus(on.plane.targetUrl)).toEqual(before);
  }, 400_000);
});
