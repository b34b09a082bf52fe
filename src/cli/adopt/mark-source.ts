import { writeFile } from 'node:fs/promises';
import type { EnvironmentView } from '../../client/typed/types';
import { markOf, type ReadState } from './read-state';

/** Marks a state as adopted by writing beside it: the state itself stays as it is. */
export async function markSource(
  { file, serial, lineage, digest }: ReadState,
  { name, id }: Pick<EnvironmentView, 'name' | 'id'>,
  at: number,
): Promise<string> {
  const mark = { environment: name, life: id, at: new Date(at).toISOString(), serial, lineage, digest };
  await writeFile(markOf(file), `${JSON.stringify(mark, null, 2)}\n`);
  return markOf(file);
}
