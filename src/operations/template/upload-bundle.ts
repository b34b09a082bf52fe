import type { Actor } from '../../domain/access/actor';
import { authorize, refusePreviews } from '../../domain/access/authorize';
import type { UploadBundleBody } from '../../domain/api/template-requests';
import type { UploadView } from '../../domain/api/responses';
import type { PublishingPorts } from '../ports/publishing';

/** Where a publisher may put a bundle; what lies there is nobody's until it is published, and goes after a day. */
export function uploadBundle(
  { actor, digest, bytes }: UploadBundleBody & { actor: Actor },
  { catalogChanges }: Pick<PublishingPorts, 'catalogChanges'>,
): Promise<UploadView> {
  refusePreviews(actor, 'upload bundles');
  authorize(actor, 'publisher', 'upload bundles');
  return catalogChanges.uploadAddress({ digest, bytes });
}
