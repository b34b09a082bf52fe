import type { Actor } from '../../../domain/access/actor';
import { authorize, refusePreviews } from '../../../domain/access/authorize';
import type { UploadStateBody } from '../../../domain/api/state-requests';
import type { UploadView } from '../../../domain/api/responses';
import type { Deps } from '../../ports/deps';

/** Where whoever asks may put a Terraform state that is to be adopted; only a life of that name, which they ask for, reads it. */
export function uploadState(
  { actor, environment, digest, bytes }: UploadStateBody & { actor: Actor },
  { states }: Pick<Deps, 'states'>,
): Promise<UploadView> {
  authorize(actor, 'developer', 'upload Terraform states');
  refusePreviews(actor, 'upload Terraform states');
  return states.uploadAddress({ name: environment, state: digest, by: actor.id }, bytes);
}
