import type { Actor } from '../../../domain/access/actor';
import type { Asker } from '../../../domain/environment/allow-use';
import { isDoomed } from '../../../domain/environment/environment';
import type { Deps } from '../../ports/deps';
import type { CoreDeps } from '../../ports/environment';

/** What an operation needs that may build something of a template. */
export type BuildingDeps = CoreDeps &
  Pick<Deps, 'catalog' | 'targets' | 'selfApproval' | 'shares' | 'limits'>;

/** The actor with what the stage offers at the moment. */
export async function askerOf(
  actor: Actor,
  { catalog, targets }: Pick<Deps, 'catalog' | 'targets'>,
): Promise<Asker> {
  const [templates, places] = await Promise.all([catalog.read(), targets.read()]);
  return { actor, catalog: templates, targets: places };
}

/** The same as `askerOf`, but nothing while the environment is on its way out, which must not depend on a catalog. */
export async function askerUnlessDoomed(
  { actor, name }: { actor: Actor; name: string },
  deps: BuildingDeps,
): Promise<Asker | undefined> {
  const environment = await deps.registry.get(name);
  return environment && isDoomed(environment) ? undefined : askerOf(actor, deps);
}
