import type { Actor } from '../../../src/domain/access/actor';
import type { ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import { planStack } from '../../../src/operations/stack/plan/plan-stack';
import { settlePreview } from '../../../src/operations/stack/plan/settle-preview';
import { planDigest } from '../builders/births';
import type { Stage } from '../plane/operations-stage';

/** Has a stack planned, each component of it with a plan that can be read; returns the id of the plan. */
export async function planned(
  { world, deps }: Pick<Stage, 'world' | 'deps'>,
  document: ResolvedStack,
  actor: Actor,
): Promise<string> {
  const { id, stack } = await planStack({ actor, stack: document.stack, document }, deps);
  const at = world.now;
  const counts = { create: 1, update: 0, replace: 0, delete: 0 };
  const price = { monthly: 0, lease: 0, unpriced: 0 };
  const outcome = { result: 'shown' as const, digest: planDigest, counts, price };
  for (const { run, plan } of world.previews.orders.values()) {
    if (plan !== id) continue;
    world.previews.outcomes.set(run, { run, build: stack, at, outcome });
    world.plans.set(run, { run, digest: planDigest, at, engine: 'x', resources: [], outputs: [] });
    await settlePreview({ plan: id, runId: run, workflowOver: true }, deps);
  }
  return id;
}
