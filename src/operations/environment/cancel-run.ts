import type { EnvironmentView } from '../../domain/environment/view';
import type { BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** Asks the active run to stop; the outcome decides whether it did in time. */
export function cancelRun(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  return command(input, { deed: 'cancel', decided: { type: 'cancel', by: input.actor.id } }, deps);
}
