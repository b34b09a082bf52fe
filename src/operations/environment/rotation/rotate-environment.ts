import { refusePreviews } from '../../../domain/access/authorize';
import type { RotateEnvironmentBody } from '../../../domain/api/rotation-requests';
import { invalid } from '../../../domain/base/errors';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Rotates the credentials, secrets and keys that an environment holds, or lists what would be; a rotation that stopped goes on. */
export function rotateEnvironment(
  input: UserInput & RotateEnvironmentBody,
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, dryRun, walk, certificate } = input;
  if (certificate) refusePreviews(actor, 'replace certificates');
  if (certificate && walk)
    throw invalid('walk', 'cannot be given with a certificate, which belongs to one environment');
  const decided = { type: 'rotate' as const, dryRun, walk, certificate, by: actor.id };
  return command(input, { deed: 'rotate', decided }, deps);
}
