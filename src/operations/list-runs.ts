import type { RunRecord } from '../domain/run-record';
import { readEnvironment } from './decide-and-save';
import type { Deps, Page, Paged } from './deps';

/** The runs of the present life of a name, newest first. */
export async function listRuns(
  { name, limit, cursor }: { name: string } & Page,
  deps: Pick<Deps, 'registry' | 'runs'>,
): Promise<Paged<RunRecord>> {
  const { id } = await readEnvironment(name, deps);
  return deps.runs.list(id, { limit, cursor });
}
