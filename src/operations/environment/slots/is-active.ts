import type { SlotRun } from '../../../domain/environment/slots/slots';
import type { CoreDeps } from '../../ports/environment';

/**
 * Whether a run is still to be done or at work, by what is the truth of it: its environment, or the plan of a stack where it is a
 * preview. Those give up a run only when it is over or its build is proven lost. A plan that awaits approval has no build.
 */
export async function isActive(
  { run, name, life, plan }: SlotRun,
  { registry, stackPlans }: CoreDeps,
): Promise<boolean> {
  if (plan !== undefined) {
    const { components = {} } = (await stackPlans.get(plan)) ?? {};
    return Object.values(components).some((one) => one.run === run && one.result === null);
  }
  const environment = await registry.get(name);
  if (environment?.id !== life) return false;
  if (environment.check?.id === run) return true;
  return environment.run?.id === run && environment.run.phase !== 'awaiting-approval';
}
