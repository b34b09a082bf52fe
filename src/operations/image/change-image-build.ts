import { DomainError } from '../../domain/base/errors';
import type { ImageBuild } from '../../domain/image/image-build';
import type { Instant } from '../../domain/base/time';
import type { ImageDeps } from '../ports/image-deps';

const attempts = 12;

/** What a build becomes; undefined where it stays as it is. */
export type ImageChange = (seen: ImageBuild, now: Instant) => ImageBuild | undefined;

/** The one way to change a build: read, decide, write if nobody else did, else read and decide again. */
export async function changeImageBuild(
  id: string,
  change: ImageChange,
  deps: Pick<ImageDeps, 'imageBuilds' | 'clock'>,
): Promise<ImageBuild> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = await readImageBuild(id, deps);
    const next = change(seen, deps.clock());
    if (!next) return seen;
    if (await deps.imageBuilds.save(next, seen)) return next;
  }
  throw new DomainError('VersionConflict', { name: id });
}

/** The build, or ImageBuildNotFound. */
export async function readImageBuild(
  id: string,
  { imageBuilds }: Pick<ImageDeps, 'imageBuilds'>,
): Promise<ImageBuild> {
  const build = await imageBuilds.get(id);
  if (!build) throw new DomainError('ImageBuildNotFound', { build: id });
  return build;
}
