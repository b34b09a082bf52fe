import type { Environment } from '../../domain/environment/environment';
import type { CoreDeps } from '../ports/environment';
import { decideAndDeliver } from './environments';
import { findSettlement, type WorkflowState } from './find-settlement';

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
  if (!environment || environment.id !== input.id || environment.run?.id !== input.runId) return environment;
  const settlement = await findSettlement(environment, input, deps);
  return settlement ? decideAndDeliver(input.name, () => settlement, deps) : environment;
}
