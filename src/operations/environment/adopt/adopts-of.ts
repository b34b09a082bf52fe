import type { Actor } from '../../../domain/access/actor';
import { refusePreviews } from '../../../domain/access/authorize';
import type { CreateEnvironmentBody } from '../../../domain/api/requests';
import { invalid } from '../../../domain/base/errors';
import type { AdoptedState } from '../../../domain/environment/adopt/adopted-state';

/** The state that a new life adopts: only what whoever asks has uploaded, and never into a preview or a trial. */
export function adoptsOf({
  actor,
  adopt,
  trial,
}: Pick<CreateEnvironmentBody, 'adopt' | 'trial'> & { actor: Actor }): AdoptedState | undefined {
  if (adopt === undefined) return undefined;
  refusePreviews(actor, 'adopt a Terraform state');
  if (trial !== undefined) throw invalid('adopt', 'cannot be given with a trial, which ends within an hour');
  return { ...adopt, by: actor.id };
}
