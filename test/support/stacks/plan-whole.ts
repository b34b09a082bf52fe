import type { StackPlanView } from '../../../src/domain/stack/plan/stack-plan-view';
import { patiently } from '../patience';
import type { TestPlane } from '../plane/plane';

/** Has a resolved stack planned on a plane, and waits until every component was. */
export async function planWhole(
  { api }: Pick<TestPlane, 'api'>,
  { stack, document }: { stack: string; document: object },
): Promise<StackPlanView> {
  const { id } = await api.want<StackPlanView>(`POST /stacks/${stack}/plans`, { body: { document } });
  return patiently(`The plan ${id}`, async () => {
    const view = await api.want<StackPlanView>(`GET /stacks/${stack}/plans/${id}`);
    if (view.status === 'planned') return { thing: view };
    return { progress: [view.components.map(({ name, result }) => [name, result?.result])] };
  });
}
