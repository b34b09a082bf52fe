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
  const { name: environment, plan } = view;
  if (plan === undefined) return unassessed(environment, 'it has no plan yet');
  let absent: Assessed | undefined;
  for (const judged of judgeable(view, plan.run)) {
    const assessed = await assessedBy(api, environment, judged);
    if (assessed.assessment) return assessed;
    absent = assessed;
  }
  return absent ?? unassessed(environment, 'it has no plan yet');
}

/** What says the most of what exists comes first; a check of an earlier version has left no plan. */
function judgeable({ run, drift }: EnvironmentView, planned: string): JudgedPlan[] {
  if (run?.phase === 'awaiting-approval') return [{ run: planned, shows: 'waiting' }];
  const applied: JudgedPlan = { run: planned, shows: 'applied' };
  return drift ? [{ run: drift.check, shows: 'found' }, applied] : [applied];
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
