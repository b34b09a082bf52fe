import { type ImageBuildView, toImageBuildView } from '../../domain/image/image-build-view';
import { readImageBuild } from './change-image-build';
import type { Deps } from '../ports/deps';

/** One build of an image: how far it is, and what became of it. */
export async function getImageBuild(
  { id }: { id: string },
  deps: Pick<Deps, 'imageBuilds'>,
): Promise<ImageBuildView> {
  return toImageBuildView(await readImageBuild(id, deps));
}
