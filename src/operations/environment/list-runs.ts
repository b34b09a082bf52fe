import type { RunRecord } from '../../domain/environment/run-record';
import { readEnvironment } from '../registry/decide-and-save';
import type { Deps, Page, Paged } from '../ports/deps';

/** The runs of the present life of a name, newest first. */
export async function listRuns(
  { name, limit, cursor }: { name: string } & Page,
  deps: Pick<Deps, 'registry' | 'runs'>,
): Promise<Paged<RunRecord>> {
  const { id } = await readEnvironment(name, deps);
  return deps.runs.list(id, { limit, cursor });
}
