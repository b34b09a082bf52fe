import type { Problems } from '../../domain/stack/place';
import { type Drafts, draftStacks } from '../../domain/stack/resolve-stacks';
import type { LayerCache } from './layer-cache';
import { readPresets } from './presets/presets';
import { readFolder } from './read-folder';

/** Reads a folder and drafts its stacks, as far as the files alone say them. */
export async function draftFolder(
  path: string,
  cache?: LayerCache,
): Promise<{ drafts: Drafts; problems: Problems }> {
  const folder = await readFolder(path, cache);
  return { drafts: draftStacks(folder, readPresets()), problems: folder.problems };
}
