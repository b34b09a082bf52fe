import { isDomainError } from '../../../domain/base/errors';
import type { PlanComparison } from '../../../domain/environment/spec';
import type { StackEntry } from '../../../domain/stack/entry/stack-entry';
import type { ResolvedComponent } from '../../../domain/stack/resolved-stack';
import type { Deps } from '../../ports/deps';
import { outputsOf } from '../plan/known-values';

/** The life that the plan of the stack was made for, so that names and tags are those which were shown. */
export interface PlannedLife {
  id: string;
  tags: Record<string, string>;
}

/** How a component is asked for where somebody said yes to a plan of the whole stack. */
interface Consented {
  /** Every plan waits, so that nothing is applied that no yes covers. */
  planOnly: boolean;
  comparison?: PlanComparison;
  life?: PlannedLife;
}

/** What the orders of a component have from a yes to the plan of its stack; nothing without one. */
export async function consentedTo(
  { revision: { consent } }: StackEntry,
  { component, wanted }: { component: string; wanted: ResolvedComponent },
  deps: Deps,
): Promise<Consented> {
  if (!consent) return { planOnly: false };
  const of = consent.shown[component];
  const plan = await deps.stackPlans.get(consent.plan);
  const planned = plan?.components[component];
  const salt = of && (await saltOf(of, deps));
  return {
    planOnly: true,
    ...(salt !== undefined && { comparison: { salt, from: outputsOf(wanted, () => true) } }),
    ...(planned?.tags && { life: { id: planned.life, tags: planned.tags } }),
  };
}

/** Without the plan that was shown nothing can be compared, and the component asks again. */
async function saltOf(
  { run, digest }: { run: string; digest: string },
  { previews }: Deps,
): Promise<string | undefined> {
  try {
    return (await previews.readShown(run, digest))?.salt;
  } catch (error) {
    if (!isDomainError(error, 'CorruptRecord')) throw error;
    return undefined;
  }
}
