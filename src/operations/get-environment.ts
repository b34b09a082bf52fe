import { type EnvironmentView, toView } from '../domain/view';
import { readEnvironment } from './decide-and-save';
import type { Deps } from './deps';

/** The present life of a name, with what its active run last reported. */
export async function getEnvironment(
  { name }: { name: string },
  deps: Pick<Deps, 'registry' | 'runs'>,
): Promise<EnvironmentView> {
  const environment = await readEnvironment(name, deps);
  const record = environment.run ? await deps.runs.get(environment.run.id) : undefined;
  return toView(environment, record?.progress);
}
