import { CliError } from '../../client/errors';
import type { EnvironmentView } from '../../client/typed/types';
import type { Assessed, JudgedPlan } from '../../domain/compliance/report';
import { Assessment } from '../../domain/compliance/results';
import type { Context } from '../context';

/**
 * What the controls say of an environment: by the plan that waits, or else by what the check for drift found after the last apply, or
 * else by the plan that was applied last.
 */
export async function assessEnvironment(
  { api }: Pick<Context, 'api'>,
  view: EnvironmentView,
): Promise<Assessed> {
  const { name: environment, plan, run, drift } = view;
  if (plan === undefined) return unassessed(environment, 'it has no plan yet');
  const judge = (judged: JudgedPlan) => assessedBy(api, environment, judged);
  if (run?.phase === 'awaiting-approval') return judge({ run: plan.run, shows: 'waiting' });
  // A check of an earlier version has left no plan.
  const found = drift && (await judge({ run: drift.check, shows: 'found' }));
  return found?.assessment ? found : judge({ run: plan.run, shows: 'applied' });
}

async function assessedBy(api: Context['api'], environment: string, judged: JudgedPlan): Promise<Assessed> {
  try {
    const { compliance } = await api.getPlan(judged.run);
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
