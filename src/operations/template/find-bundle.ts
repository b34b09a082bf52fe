import type { Actor } from '../../domain/access/actor';
import { hasRole, idsOf } from '../../domain/access/authorize';
import type { BundleView } from '../../domain/api/responses';
import { DomainError } from '../../domain/base/errors';
import { teamOf } from '../../domain/template/template-name';
import type { Catalog, TemplateVersion, Trial } from '../../domain/template/template';
import type { PublishingPorts } from '../ports/publishing';

/**
 * Where a bundle can be fetched, by its digest, and what its version says of itself: a published one by every reader, one that is
 * only tried by those whom its trial concerns. BundleNotFound for any other, whether there is one or not.
 */
export async function findBundle(
  { digest, actor }: { digest: string; actor: Actor },
  { bundles }: Pick<PublishingPorts, 'bundles'>,
): Promise<BundleView> {
  const catalog = await bundles.read();
  const version = publishedIn(catalog, digest) ?? triedIn(catalog, digest, actor);
  if (version === undefined) throw new DomainError('BundleNotFound', { digest });
  return { digest, manifest: version.manifest, ...(await bundles.addressOf(digest)) };
}

function publishedIn({ templates }: Catalog, digest: string): TemplateVersion | undefined {
  return templates.flatMap(({ versions }) => versions).find(({ bundle }) => bundle === digest);
}

function triedIn({ trials = [] }: Catalog, digest: string, actor: Actor): TemplateVersion | undefined {
  return trials.find((trial) => trial.of.bundle === digest && concerns(trial, actor))?.of;
}

/** Whoever requested it, the team that it is to be published for, and who decides about plans of it. */
function concerns({ by, of }: Trial, actor: Actor): boolean {
  if (idsOf(actor).includes(by) || hasRole(actor, 'approver')) return true;
  return actor.teams.includes(teamOf(of.name) ?? '');
}
