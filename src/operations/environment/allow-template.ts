import type { Actor } from '../../domain/access/actor';
import { hasRole } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import { allowOffer, allowUse, type Asker, type UseRequest } from '../../domain/environment/allow-use';
import { type Environment, isDoomed } from '../../domain/environment/environment';
import type { Deps } from '../ports/deps';
import type { CoreDeps } from '../ports/environment';

/** What an operation needs that may build something of a template. */
export type BuildingDeps = CoreDeps & Pick<Deps, 'catalog' | 'targets'>;

/** The actor with what the stage offers at the moment. */
export async function askerOf(
  actor: Actor,
  { catalog, targets }: Pick<Deps, 'catalog' | 'targets'>,
): Promise<Asker> {
  return { actor, catalog: await catalog.read(), targets };
}

/** Throws unless the actor may say yes to the plan; approvers may whatever role and team template and target ask of those who build. */
export function allowApproval(asker: Asker, seen: Environment): void {
  const allow = hasRole(asker.actor, 'approver') ? allowOffer : allowUse;
  allow(asker, requestFor(seen, 'approve plans for'));
}

/** Throws unless the actor may try a provision once more; a destroy is tried again whatever the stage offers. */
export function allowRetry(asker: Asker | undefined, seen: Environment): void {
  if (isDoomed(seen)) return;
  // It was on its way out when the catalog was left unread, and is another life by now.
  if (!asker) throw new DomainError('VersionConflict', { name: seen.name });
  allowUse(asker, requestFor(seen, 'retry'));
}

/** The same as `askerOf`, but nothing while the environment is on its way out, which must not depend on a catalog. */
export async function askerUnlessDoomed(
  { actor, name }: { actor: Actor; name: string },
  deps: BuildingDeps,
): Promise<Asker | undefined> {
  const environment = await deps.registry.get(name);
  return environment && isDoomed(environment) ? undefined : askerOf(actor, deps);
}

/** What is asked for by whoever has an environment built as it is wanted now, where it is. */
function requestFor({ wanted, target }: Environment, what: string): UseRequest {
  const { name: template, version } = wanted.template;
  return { template, version, target, what };
}
