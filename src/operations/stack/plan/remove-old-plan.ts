import { isConsentRunning } from '../../../domain/stack/entry/consent';
import { hasStackEnded } from '../../../domain/stack/entry/stack-status';
import { keptUntil, type StackPlan } from '../../../domain/stack/plan/stack-plan';
import type { Deps } from '../../ports/deps';

/**
 * Removes a plan whose time is up, and returns whether it is gone. While somebody's yes to it holds, it stays: components of the
 * stack are held against it. What runs left in the bucket ends by the bucket's own rule, later.
 */
export async function removeOldPlan(
  seen: StackPlan,
  deps: Pick<Deps, 'stackPlans' | 'stacks' | 'clock'>,
): Promise<boolean> {
  if (deps.clock() < keptUntil(seen) || (await isNeeded(seen, deps))) return false;
  // One that changed meanwhile is looked at again.
  return deps.stackPlans.remove(seen);
}

async function isNeeded({ id, stack }: StackPlan, deps: Pick<Deps, 'stacks' | 'clock'>): Promise<boolean> {
  const living = await deps.stacks.get(stack);
  if (!living || hasStackEnded(living)) return false;
  const consents = [living.revision.consent, living.waiting?.consent];
  return consents.some((one) => one?.plan === id && isConsentRunning(one, deps.clock()));
}
