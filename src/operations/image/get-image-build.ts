import { type ImageBuildView, toImageBuildView } from '../../domain/image/image-build-view';
import { imageBuildKind } from '../../domain/image/image-build-kind';
import type { Deps } from '../ports/deps';
import { readEntry } from '../registry/decide-and-save';

/** One build of an image: how far it is, and what became of it. */
export async function getImageBuild(
  { id }: { id: string },
  deps: Pick<Deps, 'imageBuilds'>,
): Promise<ImageBuildView> {
  return toImageBuildView(await readEntry({ kind: imageBuildKind, entries: deps.imageBuilds, key: id }));
}
