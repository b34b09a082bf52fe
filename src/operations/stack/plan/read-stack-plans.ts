import { DomainError } from '../../../domain/base/errors';
import { type StackPlanView, toStackPlanView } from '../../../domain/stack/plan/stack-plan-view';
import type { StackPlan } from '../../../domain/stack/plan/stack-plan';
import type { Deps } from '../../ports/deps';
import type { SharedDocument } from '../../ports/environment';
import { readStackPlan } from './stack-plans';

/** A plan of a stack, by both. */
export interface StackPlanLookup {
  stack: string;
  plan: string;
}

/** A plan of a stack, as far as it has come. */
export async function getStackPlan(
  lookup: StackPlanLookup,
  deps: Pick<Deps, 'stackPlans'>,
): Promise<StackPlanView> {
  return toStackPlanView(await readOfStack(lookup, deps));
}

/** The readable plan of one component; what is not known yet names the outputs it waits for. */
export async function getComponentPlan(
  { component, ...lookup }: StackPlanLookup & { component: string },
  deps: Pick<Deps, 'stackPlans' | 'artifacts'>,
): Promise<SharedDocument> {
  const { id: plan, stack, components } = await readOfStack(lookup, deps);
  const one = components[component];
  if (!one) throw new DomainError('ComponentNotFound', { stack, component, known: Object.keys(components) });
  const { run, result } = one;
  const shown = result?.result === 'shown' ? await deps.artifacts.sharePlan(run) : null;
  if (!shown) throw new DomainError('ComponentNotPlanned', { stack, component, plan });
  return shown;
}

/** A plan of this very stack, or StackPlanNotFound. */
export async function readOfStack(
  { stack, plan }: StackPlanLookup,
  deps: Pick<Deps, 'stackPlans'>,
): Promise<StackPlan> {
  const found = await readStackPlan(plan, deps);
  if (found.stack === stack) return found;
  throw new DomainError('StackPlanNotFound', { plan });
}
