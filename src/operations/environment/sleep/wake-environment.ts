import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Wakes an environment, which stays awake until it is put to sleep, or until the next edge of its schedule. */
export function wakeEnvironment(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  return command(input, { deed: 'wake', decided: { type: 'wake', by: input.actor.id } }, deps);
}
