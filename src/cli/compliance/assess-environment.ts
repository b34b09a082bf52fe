import { CliError } from '../../client/errors';
import type { EnvironmentView } from '../../client/typed/types';
import { Assessment } from '../../domain/compliance/results';
import type { Assessed } from '../../domain/compliance/report';
import type { Context } from '../context';

/** What the controls say of an environment by the plan that waits, or else by the one that was applied last. */
export async function assessEnvironment(
  { api }: Pick<Context, 'api'>,
  view: EnvironmentView,
): Promise<Assessed> {
  const { name: environment, plan, run } = view;
  if (plan === undefined) return unassessed(environment, 'it has no plan yet');
  const judged = { run: plan.run, isApplied: run?.phase !== 'awaiting-approval' };
  try {
    const { compliance } = await api.getPlan(plan.run);
    const assessment = Assessment.safeParse(compliance);
    if (assessment.success) return { environment, plan: judged, assessment: assessment.data };
    const why = `its plan was made before compliance was assessed: run 'idp update ${environment} --plan-only'`;
    return { ...unassessed(environment, why), plan: judged };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind !== 'not-found') throw error;
    return { ...unassessed(environment, 'its plan is no longer stored'), plan: judged };
  }
}

/** An environment of which nothing can be said. */
export function unassessed(environment: string, why: string): Assessed {
  return { environment, plan: null, assessment: undefined, why };
}
