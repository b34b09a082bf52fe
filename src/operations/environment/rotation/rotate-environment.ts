import type { RotateEnvironmentBody } from '../../../domain/api/rotation-requests';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Rotates the credentials, secrets and keys that an environment holds, or lists what would be; a rotation that stopped goes on. */
export function rotateEnvironment(
  input: UserInput & RotateEnvironmentBody,
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, dryRun, walk } = input;
  return command(input, { deed: 'rotate', decided: { type: 'rotate', dryRun, walk, by: actor.id } }, deps);
}
