import { type ImageBuildView, toImageBuildView } from '../../domain/image/image-build-view';
import type { Deps } from '../ports/deps';
import type { Page, Paged } from '../ports/registry';

/** The builds of images, the newest first. The index may lag a moment behind the truth. */
export async function listImageBuilds(
  { limit, cursor }: Page,
  { imageBuilds }: Pick<Deps, 'imageBuilds'>,
): Promise<Paged<ImageBuildView>> {
  const { items, next } = await imageBuilds.list({}, { limit, cursor });
  return { items: items.map(toImageBuildView), next };
}
