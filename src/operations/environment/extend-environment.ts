import type { EnvironmentView } from '../../domain/environment/view';
import type { BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** Makes the lease longer by a ttl from its present end. */
export function extendEnvironment(
  input: UserInput & { ttl: string },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, ttl } = input;
  return command(input, { deed: 'extend', decided: { type: 'extend', ttl, by: actor.id } }, deps);
}
