import type { EnvironmentView } from '../../client/typed/types';
import type { ReadState } from './read-state';

/** Marks a state as adopted by writing beside it: the state itself stays as it is. */
export async function markSource(
  { source, serial, lineage, digest }: ReadState,
  { name, id }: Pick<EnvironmentView, 'name' | 'id'>,
  at: number,
): Promise<void> {
  const mark = { environment: name, life: id, at: new Date(at).toISOString(), serial, lineage, digest };
  await source.mark(`${JSON.stringify(mark, null, 2)}\n`);
}
