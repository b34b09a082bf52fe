import type { Actor } from '../../../domain/access/actor';
import { authorize, refusePreviews } from '../../../domain/access/authorize';
import type { UploadView } from '../../../domain/api/responses';
import type { UploadCertificateBody } from '../../../domain/api/rotation-requests';
import type { Deps } from '../../ports/deps';

/** Where whoever asks may put a certificate with its key; only a run that they request, of an environment of that name, reads it. */
export function uploadCertificate(
  { actor, environment, digest, bytes }: UploadCertificateBody & { actor: Actor },
  { states }: Pick<Deps, 'states'>,
): Promise<UploadView> {
  authorize(actor, 'developer', 'upload certificates');
  refusePreviews(actor, 'upload certificates');
  return states.certificateAddress({ name: environment, digest, by: actor.id }, bytes);
}
