import type { EjectBody } from '../../../domain/api/eject-requests';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Has a copy of an environment made with its Terraform state, sealed for the key of whoever asks; it stays ready. */
export function ejectEnvironment(input: UserInput & EjectBody, deps: BuildingDeps): Promise<EnvironmentView> {
  const { actor, key } = input;
  return command(input, { deed: 'eject', decided: { type: 'eject', key, by: actor.id } }, deps);
}
