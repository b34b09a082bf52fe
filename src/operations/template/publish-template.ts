import type { Actor } from '../../domain/access/actor';
import { authorizePublishing } from '../../domain/access/authorize';
import type { PublishTemplateBody } from '../../domain/api/template-requests';
import type { TemplateView } from '../../domain/api/responses';
import { DomainError } from '../../domain/base/errors';
import { entryOf } from '../../domain/template/offer';
import type { Catalog, PackedBundle, TemplateVersion } from '../../domain/template/template';
import type { Deps } from '../ports/deps';
import type { PublishingPorts } from '../ports/publishing';
import { mergeCatalog } from './merge-catalog';
import { viewTemplate } from './view-template';

type PublishingDeps = PublishingPorts & Pick<Deps, 'clock'>;

/**
 * Publishes an upload as a version of a team's template:
 * 1. reads it as publication reads a folder, whatever whoever packed it says of it,
 * 2. writes the bundle that is made of it,
 * 3. and then the index, in which a version never changes its content. Asked again, it answers the same.
 */
export async function publishTemplate(
  { actor, team, template, bundle }: PublishTemplateBody & { actor: Actor },
  deps: PublishingDeps,
): Promise<TemplateView> {
  authorizePublishing(actor, { team, template });
  const name = `${team}/${template}`;
  const { zip, ...version } = await judge(name, bundle, deps);
  await deps.catalogChanges.writeBundle(version.bundle, zip);
  const published = { ...version, publishedAt: deps.clock(), publishedBy: actor.id };
  const catalog = await deps.catalogChanges.change((before) => withVersion(before, published));
  return viewTemplate(catalog, name, version.version);
}

async function judge(name: string, digest: string, deps: PublishingDeps): Promise<PackedBundle> {
  const upload = await deps.catalogChanges.readUpload(digest);
  if (upload === null) throw new DomainError('BundleNotUploaded', { digest });
  const judged = await deps.judgeBundle(name, upload, deps.publishing);
  if ('zip' in judged) return judged;
  throw new DomainError('TemplateRefused', { template: name, reasons: judged.reasons });
}

/** VersionPublished where that version is another bundle already. */
function withVersion(before: Catalog, published: TemplateVersion): Catalog {
  const { name, version, bundle } = published;
  const same = entryOf(before, name)?.versions.find((one) => one.version === version);
  if (same === undefined) return mergeCatalog(before, [published]);
  if (same.bundle === bundle) return before;
  throw new DomainError('VersionPublished', { template: name, version });
}
