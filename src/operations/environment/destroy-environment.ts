import type { EnvironmentView } from '../../domain/environment/view';
import type { BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** Wants an environment gone, for good; asking again changes nothing. */
export function destroyEnvironment(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  return command(input, { deed: 'destroy', decided: { type: 'destroy', by: input.actor.id } }, deps);
}
