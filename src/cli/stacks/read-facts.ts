import { CliError } from '../../client/errors';
import type { PlaneFacts } from '../../domain/stack/checks/check-placement';
import type { Context } from '../context';

/** What the control plane says of targets and quotas, or why it does not. */
export async function readFacts({ api }: Context): Promise<{ facts?: PlaneFacts; why?: string }> {
  try {
    const [targets, { quotas }] = await Promise.all([api.listTargets(), api.getSummary()]);
    const own = quotas.find(({ holder }) => holder === 'owner');
    return { facts: { targets, mostEnvironments: own?.environments?.limit } };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'interrupted') throw error;
    return { why: `Targets and quotas could not be read from the control plane: ${error.message}` };
  }
}
