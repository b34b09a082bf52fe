import type { EnvironmentView } from '../../domain/environment/view';
import { extensionBy } from './deeds/deed-rules';
import type { BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** Makes the lease longer by a ttl from its present end. */
export function extendEnvironment(
  input: UserInput & { ttl: string },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  return command(input, { deed: 'extend', decided: extensionBy(input.actor, input.ttl) }, deps);
}
