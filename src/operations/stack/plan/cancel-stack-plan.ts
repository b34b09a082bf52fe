import type { Actor } from '../../../domain/access/actor';
import { authorizeOn } from '../../../domain/access/authorize';
import { requestOf } from '../../../domain/registry/requests';
import type { RequestKey } from '../../../domain/registry/entry';
import { hasStackEnded } from '../../../domain/stack/entry/stack-status';
import { stackPlanKind } from '../../../domain/stack/plan/stack-plan-kind';
import { type StackPlanView, toStackPlanView } from '../../../domain/stack/plan/stack-plan-view';
import type { Deps } from '../../ports/deps';
import { decideAndSave } from '../../registry/decide-and-save';
import { deliver } from '../../registry/deliver';
import { readOfStack } from './read-stack-plans';
import { stackPlans } from './stack-plans';

/** A plan of a stack that nobody waits for any more. */
export interface CancelStackPlanInput {
  actor: Actor;
  stack: string;
  plan: string;
  request?: RequestKey | undefined;
}

/**
 * Stops a plan of a stack: what of it waits is not started, what runs is stopped, and both free their slots. For whoever asked for it, the
 * team of the stack, and admins. Again, it changes nothing.
 */
export async function cancelStackPlan(
  { actor, stack, plan, request }: CancelStackPlanInput,
  deps: Deps,
): Promise<StackPlanView> {
  const seen = await readOfStack({ stack, plan }, deps);
  const living = await deps.stacks.get(stack);
  const team = living && !hasStackEnded(living) ? living.team : null;
  authorizeOn(actor, { name: stack, owner: seen.by, team }, { need: 'operate', what: 'cancel the plan of' });
  const place = { kind: stackPlanKind, entries: deps.stackPlans, key: plan, seen };
  const command = { type: 'cancel', by: actor.id, request: requestOf(actor, request) } as const;
  const { entry } = await decideAndSave(place, () => [command], deps);
  return toStackPlanView(await deliver(stackPlans, entry, deps));
}
