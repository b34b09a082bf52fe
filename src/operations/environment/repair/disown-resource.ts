import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** A person's word that what a destroy cannot account for at one address is not of this life; it goes on with the last of them. */
export function disownResource(
  input: UserInput & { address: string },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, address } = input;
  return command(input, { deed: 'disown', decided: { type: 'disown', address, by: actor.id } }, deps);
}
