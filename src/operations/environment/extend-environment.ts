import type { EnvironmentView } from '../../domain/environment/view';
import { extensionBy } from './deeds/deed-rules';
import type { BuildingDeps } from './deeds/read-offer';
import { findLife, readEnvironment } from './environments';
import { command, type UserInput } from './user-operation';

/** Makes the lease longer by a ttl from its present end. */
export async function extendEnvironment(
  input: UserInput & { ttl: string },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { uses = [] } = await readEnvironment(input.name, deps);
  // Nobody makes a lease shorter, so what is read here is not less when it is decided.
  const producers = await Promise.all(uses.map((one) => findLife(one, deps)));
  const within = producers.filter((one) => one !== undefined);
  const decided = extensionBy(input.actor, input.ttl, within);
  return command(input, { deed: 'extend', decided }, deps);
}
