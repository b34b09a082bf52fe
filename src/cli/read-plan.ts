import type { EnvironmentView } from '../client/typed/types';
import { CliError } from '../client/errors';
import type { Context } from './context';
import { type PlanDetail, renderPlan } from './print/plan/render-plan';

/**
 * The lines of the plan that an environment's view is about; none where it has none. One that cannot be read is a warning:
 * its summary is in the view.
 */
export async function readPlanLines(
  { api, screen, world }: Context,
  { plan }: EnvironmentView,
  detail: PlanDetail,
): Promise<string[]> {
  if (!plan) return [];
  try {
    return renderPlan(await api.getPlan(plan.run), { paint: screen.paint, detail });
  } catch (error) {
    if (!(error instanceof CliError) || world.interrupted.aborted) throw error;
    screen.warn(`The plan itself cannot be shown: ${error.message}`);
    return [];
  }
}
