import type { RunRecord } from '../../domain/environment/run-record';
import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';
import type { Page, Paged } from '../ports/registry';

/** The runs of the present life of a name, newest first. */
export async function listRuns(
  { name, limit, cursor }: { name: string } & Page,
  deps: Pick<Deps, 'registry' | 'runs'>,
): Promise<Paged<RunRecord>> {
  const { id } = await readEnvironment(name, deps);
  return deps.runs.list(id, { limit, cursor });
}
