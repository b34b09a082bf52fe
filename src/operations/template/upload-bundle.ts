import type { Actor } from '../../domain/access/actor';
import { authorizeUpload } from '../../domain/access/authorize';
import type { UploadBundleBody } from '../../domain/api/template-requests';
import type { UploadView } from '../../domain/api/responses';
import type { PublishingPorts } from '../ports/publishing';

/** Where a publisher, or whoever may try a template, may put a bundle; what lies there is nobody's until it is published, and goes after a day. */
export function uploadBundle(
  { actor, digest, bytes }: UploadBundleBody & { actor: Actor },
  { catalogChanges }: Pick<PublishingPorts, 'catalogChanges'>,
): Promise<UploadView> {
  authorizeUpload(actor);
  return catalogChanges.uploadAddress({ digest, bytes });
}
