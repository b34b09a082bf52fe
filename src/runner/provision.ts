import type { Outcome } from '../domain/environment/outcome';
import { applySavedPlan } from './life/apply-saved-plan';
import { withKeptState, type Work } from './state/kept-state';
import { writeImports } from './plan/import-object';
import { preparePlan, type PreparedPlan } from './plan/prepare-plan';
import type { RunContext } from './run-context';
import { readHandedOver } from './terraform/handed-over';

/** Plans what is wanted and applies it at once, or leaves the plan for a person to decide. */
export function provision(context: RunContext): Promise<Outcome> {
  const { template: pin, inputs, sleep } = context.environment.wanted;
  const asleep = sleep?.asleep ?? false;
  return withKeptState(context, { operation: 'provision', pin, inputs, asleep }, async (work) => {
    await writeImports(work.workspace, context);
    const plan = await preparePlan(context, work);
    if (plan.summary.needs.length > 0) return leaveForApproval(context, work, plan);
    return applySavedPlan(context, work, plan);
  });
}

async function leaveForApproval(
  context: RunContext,
  work: Work,
  { summary, files }: PreparedPlan,
): Promise<Outcome> {
  const body = await readHandedOver(work.terraform.planPath);
  if (files) await context.persist(() => context.artifacts.writePlanFiles(context.run, files));
  await context.persist(() => context.artifacts.writePlanFile(context.run, body));
  context.log(`The plan awaits approval (${summary.needs.join(', ')}).`);
  return { result: 'planned', plan: summary };
}
