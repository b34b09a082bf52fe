import { stackNameOf } from '../../domain/stack/check-layer';
import { readFolder } from '../../client/stacks/read-folder';
import { findFolder } from './find-folder';

/** The stacks of the folder that idp runs in. */
export async function stackNames(cwd: string): Promise<string[]> {
  const { layers } = await readFolder(findFolder(cwd).path);
  return [...layers.values()].flatMap((layer) => stackNameOf(layer) ?? []);
}
