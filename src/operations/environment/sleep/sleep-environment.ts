import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Puts an environment to sleep until it is woken, or until the next edge of its schedule. */
export function sleepEnvironment(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  return command(input, { deed: 'sleep', decided: { type: 'sleep', by: input.actor.id } }, deps);
}
