import { fail, type ImageBuild, noteStarted, waitedTooLong } from '../../domain/image/image-build';
import { changeImageBuild } from './change-image-build';
import type { ImageDeps } from '../ports/image-deps';

/**
 * Starts a build that is queued, at least once: what a crash left between start and note is started again under the same
 * token, and where CodeBuild has forgotten that, the first build that is noted counts. Answers the build as it then is.
 */
export async function startImageBuild(seen: ImageBuild, deps: ImageDeps): Promise<ImageBuild> {
  if (seen.status !== 'queued') return seen;
  if (waitedTooLong(seen, deps.clock()))
    return giveUp(seen, 'no build could be started within an hour', deps);
  const started = await deps.imageProjects.start(seen);
  if (started.result === 'busy') return seen;
  if (started.result === 'refused') return giveUp(seen, started.reason, deps);
  return changeImageBuild(seen.id, (now, at) => noteStarted(now, started.build, at), deps);
}

/** Unless somebody has started it meanwhile. */
function giveUp({ id }: ImageBuild, reason: string, deps: ImageDeps): Promise<ImageBuild> {
  return changeImageBuild(
    id,
    (now, at) => (now.status === 'queued' ? fail(now, { reason }, at) : undefined),
    deps,
  );
}
