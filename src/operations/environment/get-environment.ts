import { type EnvironmentView, toView } from '../../domain/environment/view';
import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';

/** The present life of a name, with what its active run last reported. */
export async function getEnvironment(
  { name }: { name: string },
  deps: Pick<Deps, 'registry' | 'runs'>,
): Promise<EnvironmentView> {
  const environment = await readEnvironment(name, deps);
  return toView(environment, environment.run && (await deps.runs.progress(environment.run.id)));
}
