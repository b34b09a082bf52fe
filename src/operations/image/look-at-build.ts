import type { ImageCommand } from '../../domain/image/decide-image-build';
import type { ImageBuild } from '../../domain/image/image-build';
import type { ImageDeps } from '../ports/image';

/** How the build of CodeBuild stands; it counts as succeeded once the registry is seen to hold its image. */
export async function lookAtBuild(
  { registry }: ImageBuild,
  build: string,
  deps: ImageDeps,
): Promise<ImageCommand[]> {
  const look = await deps.imageProjects.look(build);
  if (look.result === 'running') return [];
  if (look.result === 'failed') return [{ type: 'fail', reason: look.reason, log: look.log }];
  const { image } = look;
  if (await deps.imageRegistry.holds(registry, image))
    return [{ type: 'succeed', image }, ...(await lookAtScan({ registry, digest: image.digest }, deps))];
  const reason = `the build reported ${image.digest}, but ${registry} has no such image with the tag ${image.tag}`;
  return [{ type: 'fail', reason }];
}

/** What the scan says never changes what became of the build; the sweep asks again until it says something. */
export async function lookAtScan(
  { registry, digest }: { registry: string; digest: string },
  { imageRegistry }: ImageDeps,
): Promise<ImageCommand[]> {
  return [{ type: 'note-scan', scan: await imageRegistry.scanOf(registry, digest) }];
}
