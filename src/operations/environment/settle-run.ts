import type { Environment } from '../../domain/environment/environment';
import type { CoreDeps } from '../ports/environment';
import { decideAndDeliver } from './environments';
import { findCheckSettlement, findSettlement, type WorkflowState } from './find-settlement';

/** A run to settle; `workflowOver` when the caller knows that its execution has nothing more to do. */
export interface SettleRunInput extends WorkflowState {
  name: string;
  id: string;
  runId: string;
}

/**
 * Finds out how a run ended and records it once, whether the workflow's last step, an event or the sweep calls it.
 * Returns the environment as it then is.
 */
export async function settleRun(input: SettleRunInput, deps: CoreDeps): Promise<Environment | undefined> {
  const environment = await deps.registry.get(input.name);
  if (!environment || environment.id !== input.id) return environment;
  const settlement = await findAsked(environment, input, deps);
  return settlement ? decideAndDeliver(input.name, () => settlement, deps) : environment;
}

async function findAsked(environment: Environment, input: SettleRunInput, deps: CoreDeps) {
  const { run, check } = environment;
  if (run?.id === input.runId) return findSettlement(environment, input, deps);
  return check?.id === input.runId ? findCheckSettlement(environment, input, deps) : undefined;
}
