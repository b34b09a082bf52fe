import { openLayerCache } from '../../client/stacks/layer-cache';
import { readFolder } from '../../client/stacks/read-folder';
import { stackNameOf } from '../../domain/stack/check-layer';
import type { World } from '../world';
import { findFolder } from './find-folder';

/** The stacks of the folder that idp runs in; what was read once is not parsed again, as somebody waits for each key. */
export async function stackNames({ cwd, version, env }: World): Promise<string[]> {
  const { path } = findFolder(cwd);
  const cache = await openLayerCache({ folder: path, version, env });
  const { layers } = await readFolder(path, cache);
  await cache.save();
  return [...layers.values()].flatMap((layer) => stackNameOf(layer) ?? []);
}
