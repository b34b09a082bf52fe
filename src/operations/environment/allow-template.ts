import type { Actor } from '../../domain/access/actor';
import { authorize, hasRole } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import { type Environment, isDoomed } from '../../domain/environment/environment';
import { offeredVersion } from '../../domain/template/offer';
import type { Catalog, TemplateVersion } from '../../domain/template/template';
import type { CatalogReader } from '../ports/deps';
import type { CoreDeps } from '../ports/environment';

/** What an operation needs that may build something of a template. */
export type BuildingDeps = CoreDeps & { catalog: CatalogReader };

/** The caller, and what is offered at the moment. */
export interface Asker {
  actor: Actor;
  catalog: Catalog;
}

/** Which version is asked for, the newest if none is named, and what for: the verb that a refusal names. */
export interface TemplateRequest {
  template: string;
  version?: string | undefined;
  what: string;
}

/**
 * The version that an actor may build now, under the template's present policy. Whatever creates, changes, retries or approves
 * an environment asks here; TemplateNotFound, VersionWithdrawn, or Forbidden for a role that the template does not let in.
 */
export function allowTemplate(
  { actor, catalog }: Asker,
  { template, version, what }: TemplateRequest,
): TemplateVersion {
  const offered = offeredVersion(catalog, template, version);
  authorize(actor, offered.manifest.role, `${what} environments of ${offered.name}`);
  return offered;
}

/** The same for a yes to a plan; approvers may give it whatever role the template asks of those who build. */
export function allowApproval({ actor, catalog }: Asker, { wanted }: Environment): void {
  const { name: template, version } = wanted.template;
  if (hasRole(actor, 'approver')) offeredVersion(catalog, template, version);
  else allowTemplate({ actor, catalog }, { template, version, what: 'approve plans for' });
}

/** The same for one more try of a provision; a destroy is tried again whatever the catalog says. */
export function allowRetry(actor: Actor, seen: Environment, catalog: Catalog | undefined): void {
  if (isDoomed(seen)) return;
  // It was on its way out when the catalog was left unread, and is another life by now.
  if (!catalog) throw new DomainError('VersionConflict', { name: seen.name });
  const { name: template, version } = seen.wanted.template;
  allowTemplate({ actor, catalog }, { template, version, what: 'retry' });
}

/** The catalog, unless the environment is on its way out, which must not depend on one. */
export async function catalogUnlessDoomed(
  name: string,
  { registry, catalog }: BuildingDeps,
): Promise<Catalog | undefined> {
  const environment = await registry.get(name);
  return environment && isDoomed(environment) ? undefined : catalog.read();
}
