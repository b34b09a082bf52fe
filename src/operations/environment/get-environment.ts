import type { Actor } from '../../domain/access/actor';
import { type EnvironmentView, toView } from '../../domain/environment/view';
import { canOf, placeOf, type ShowingDeps } from './deeds/show-environment';
import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';

/** The present life of a name, with what its active run last reported. */
export async function getEnvironment(
  { actor, name }: { actor: Actor; name: string },
  deps: Pick<Deps, 'registry' | 'runs'> & ShowingDeps,
): Promise<EnvironmentView> {
  const environment = await readEnvironment(name, deps);
  const progress = environment.run && (await deps.runs.progress(environment.run.id));
  const line = await placeOf(environment, deps);
  return { ...toView(environment, { progress, line }), can: await canOf(actor, environment, deps) };
}
