import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import type { StackPlanView } from '../../../src/domain/stack/plan/stack-plan-view';
import type { ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import { openPlane } from '../../e2e/open-plane';
import { takeCensus } from '../../support/aws/target-census';
import { patiently } from '../../support/patience';
import type { TestPlane } from '../../support/plane/plane';
import { trioOf } from '../../support/stacks/trio';

describe('a stack of three on a plane', () => {
  let on: TestPlane;
  beforeAll(async () => {
    on = await openPlane();
  }, 240_000);

  const planned = async (document: ResolvedStack): Promise<StackPlanView> => {
    const { id } = await on.api.want<StackPlanView>('POST /stacks/trio/plans', { body: { document } });
    return patiently(`The plan ${id}`, async () => {
      const view = await on.api.want<StackPlanView>(`GET /stacks/trio/plans/${id}`);
      if (view.status === 'planned') return { thing: view };
      return { progress: [view.components.map(({ name, result }) => [name, result?.result])] };
    });
  };
  const planOf = (id: string, component: string) =>
    on.api.want<PlanDocument>(`GET /stacks/trio/plans/${id}/components/${component}`);

  it('is planned whole before anything of it exists, and nothing is made, held or locked', async () => {
    const before = await takeCensus(on.plane.targetUrl);
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
});
