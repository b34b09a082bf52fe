import type { ImageCommand } from '../../domain/image/decide-image-build';
import { awaitsScan, type ImageBuild } from '../../domain/image/image-build';
import type { ImageDeps } from '../ports/image';
import { visitEntry } from '../registry/visit-entry';
import { imageBuilds } from './image-builds';
import { lookAtBuild, lookAtScan } from './look-at-build';

/** A build of an image, and the build of CodeBuild that is said to have ended, if one is. */
export interface SettleImageBuildInput {
  id: string;
  build?: string | undefined;
}

/**
 * Finds out how a build ended and what the scan of its image says, when an event says that it did. Returns the build as it
 * then is, undefined where there is none.
 */
export async function settleImageBuild(
  { id, build }: SettleImageBuildInput,
  deps: ImageDeps,
): Promise<ImageBuild | undefined> {
  const seen = await deps.imageBuilds.get(id);
  if (!seen) return undefined;
  return visitEntry({ ...imageBuilds, look: () => lookAtEnd(seen, build, deps) }, seen, deps);
}

async function lookAtEnd(
  seen: ImageBuild,
  ended: string | undefined,
  deps: ImageDeps,
): Promise<ImageCommand[]> {
  if (awaitsScan(seen)) return lookAtScan(seen, deps);
  if (seen.status === 'building') return lookAtBuild(seen, seen.build, deps);
  if (seen.status !== 'queued' || !ended?.startsWith(`${seen.project}:`)) return [];
  // A crash may have lost the id of a build that was started; the event of its end carries it too.
  return [{ type: 'note-started', build: ended }, ...(await lookAtBuild(seen, ended, deps))];
}
