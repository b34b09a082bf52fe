import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/base/errors';
import { entryOf } from '../../domain/template/offer';
import type { Catalog, PackedBundle } from '../../domain/template/template';
import type { PublishingPorts } from '../ports/publishing';
import { publishingRules, type RulesDeps } from './publishing-rules';

/**
 * Reads an upload as publication reads a folder, whatever whoever packed it says of it; BundleNotUploaded, TemplateRefused, or
 * BundleReplaced: every publisher may put bytes where an upload lies, and only those that the digest is of are who asks's own.
 */
export async function judgeUpload(
  name: string,
  digest: string,
  deps: PublishingPorts & RulesDeps,
): Promise<PackedBundle> {
  const upload = await deps.catalogChanges.readUpload(digest);
  if (upload === null) throw new DomainError('BundleNotUploaded', { digest });
  const got = sha256(upload);
  if (got !== digest) throw new DomainError('BundleReplaced', { digest, got });
  const judged = await deps.judgeBundle(name, upload, await publishingRules(deps));
  if ('zip' in judged) return judged;
  throw new DomainError('TemplateRefused', { template: name, reasons: judged.reasons });
}

/** Whether a version is published already with this bundle; VersionPublished where it is with another one, or was until it was withdrawn. */
export function isPublished(
  catalog: Catalog,
  { name, version, bundle }: Pick<PackedBundle, 'name' | 'version' | 'bundle'>,
): boolean {
  const entry = entryOf(catalog, name);
  const same = entry?.versions.find((one) => one.version === version);
  const isForgotten = entry?.retired?.some((one) => one.version === version) ?? false;
  if (same === undefined && !isForgotten) return false;
  if (same?.bundle === bundle) return true;
  throw new DomainError('VersionPublished', { template: name, version });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
