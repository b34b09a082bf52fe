import type { BundleView } from '../../domain/api/responses';
import { DomainError } from '../../domain/base/errors';
import type { PublishingPorts } from '../ports/publishing';

/** Where a published bundle can be fetched, by its digest; BundleNotFound for any that no version of the catalog has. */
export async function findBundle(
  { digest }: { digest: string },
  { bundles }: Pick<PublishingPorts, 'bundles'>,
): Promise<BundleView> {
  const { templates } = await bundles.read();
  const isPublished = templates.some(({ versions }) => versions.some(({ bundle }) => bundle === digest));
  if (!isPublished) throw new DomainError('BundleNotFound', { digest });
  return { digest, ...(await bundles.addressOf(digest)) };
}
