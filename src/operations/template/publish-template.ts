import type { Actor } from '../../domain/access/actor';
import { authorizePublishing } from '../../domain/access/authorize';
import type { PublishTemplateBody } from '../../domain/api/template-requests';
import type { TemplateView } from '../../domain/api/responses';
import { makeRoom } from '../../domain/template/catalog-room';
import type { Catalog, TemplateVersion } from '../../domain/template/template';
import type { Deps } from '../ports/deps';
import type { PublishingPorts } from '../ports/publishing';
import { isPublished, judgeUpload } from './judge-upload';
import { mergeCatalog } from './merge-catalog';
import { viewTemplate } from './view-template';

type PublishingDeps = PublishingPorts & Pick<Deps, 'clock' | 'targets'>;

/**
 * Publishes an upload as a version of a team's template:
 * 1. reads it as publication reads a folder, whatever whoever packed it says of it,
 * 2. writes the bundle that is made of it,
 * 3. and then the index, in which a version never changes its content. Asked again, it answers the same.
 */
export async function publishTemplate(
  { actor, team, template, bundle, source }: PublishTemplateBody & { actor: Actor },
  deps: PublishingDeps,
): Promise<TemplateView> {
  authorizePublishing(actor, { team, template });
  const name = `${team}/${template}`;
  const { zip, ...version } = await judgeUpload(name, bundle, deps);
  await deps.catalogChanges.writeBundle(version.bundle, zip);
  const stated = { publishedAt: deps.clock(), publishedBy: actor.id, ...(source && { source }) };
  const published = { ...version, ...stated };
  const catalog = await deps.catalogChanges.change((before) => withVersion(before, published));
  return viewTemplate(catalog, name, version.version);
}

function withVersion(before: Catalog, published: TemplateVersion): Catalog {
  if (isPublished(before, published)) return before;
  return makeRoom(mergeCatalog(before, [published]), published.name);
}
