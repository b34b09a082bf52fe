import type { StackView } from '../../../src/domain/stack/entry/stack-view';
import type { ResolvedComponent, ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import type { StackPlanView } from '../../../src/domain/stack/plan/stack-plan-view';
import type { TemplateView } from '../../../src/domain/api/responses';
import { patiently } from '../../support/patience';
import type { TestPlane } from '../../support/plane/plane';

/** A stack of two, of which one is made of what the other gives, from its first revision to its end. */
export async function buildAStack(on: TestPlane): Promise<void> {
  const { api } = on;
  const document = await duoOf(on, 'one');
  const plan = await planAStack(on, document);
  const consent = { plan: plan.id, hours: 1 };
  await api.want('POST /stacks', { body: { document, consent } });
  await api.want('POST /stacks/duo/consent', { body: { revision: 1, ...consent } });
  await stackUntil(on, 'duo', ({ status }) => status === 'ready');
  for (const what of ['', '/document', '/events']) await api.want(`GET /stacks/duo${what}`);
  await api.want('POST /stacks', { body: { document: await duoOf(on, 'two') } });
  await stackUntil(on, 'duo', ({ status, revision }) => status === 'ready' && revision.number === 2);
  await api.want('POST /stacks/duo/extend', { body: { ttl: '1d' } });
  await api.want('DELETE /stacks/duo');
  await stackUntil(on, 'duo', ({ status }) => status === 'destroyed');
}

/** Has a stack planned whole, and reads the plan and those of its components; throws with what it stood still at. */
async function planAStack({ api }: TestPlane, document: ResolvedStack): Promise<StackPlanView> {
  const { id } = await api.want<StackPlanView>('POST /stacks/duo/plans', { body: { document } });
  const plan = await patiently(`The plan ${id}`, async () => {
    const view = await api.want<StackPlanView>(`GET /stacks/duo/plans/${id}`);
    if (view.status === 'planned') return { thing: view };
    return { progress: [view.components.map(({ name, result }) => [name, result?.result])] };
  });
  for (const { name } of plan.components) await api.want(`GET /stacks/duo/plans/${id}/components/${name}`);
  return plan;
}

/** Looks at a stack until it is as `wanted` says; throws with what it stood still at. */
export function stackUntil(
  { api }: Pick<TestPlane, 'api'>,
  name: string,
  wanted: (view: StackView) => boolean,
): Promise<StackView> {
  return patiently(`The stack ${name}`, async () => {
    const view = await api.want<StackView>(`GET /stacks/${name}`);
    if (wanted(view)) return { thing: view };
    const components = view.components.map((one) => [one.name, one.state, one.failure]);
    return { progress: [view.status, view.revision.number, components] };
  });
}

/** A message, and what repeats it. */
async function duoOf({ api }: TestPlane, message: string): Promise<ResolvedStack> {
  const { name, version, bundle } = await api.want<TemplateView>('GET /templates/playground');
  const template = { name, version, bundle };
  const component = { template, enabled: true, after: [], sources: [] };
  const base: ResolvedComponent = { ...component, inputs: { resources: 1, message }, references: [] };
  const top: ResolvedComponent = {
    ...component,
    inputs: { resources: 1, message: { ref: 'base.message' } },
    references: [{ path: '/message', ref: 'base.message' }],
  };
  const layers = [{ file: 'duo.yaml', digest: 'd'.repeat(64) }];
  return { format: 1, stack: 'duo', lease: '7d', layers, components: { base, top } };
}
