import type { ImageCommand } from '../../domain/image/decide-image-build';
import { awaitsScan, type ImageBuild, waitedTooLong } from '../../domain/image/image-build';
import { imageBuildKind } from '../../domain/image/image-build-kind';
import type { ImageDeps } from '../ports/image';
import type { BoundKind } from '../registry/bound-kind';
import { lookAtBuild, lookAtScan } from './look-at-build';

/** Builds of images as the loop of the registry knows them. */
export const imageBuilds: BoundKind<ImageBuild, ImageCommand, ImageDeps> = {
  kind: imageBuildKind,
  entries: (deps) => deps.imageBuilds,
  effects: {},
  look: (seen, deps) => look(seen, deps),
};

async function look(seen: ImageBuild, deps: ImageDeps): Promise<ImageCommand[]> {
  if (seen.status === 'queued') return start(seen, deps);
  if (seen.status === 'building') return lookAtBuild(seen, seen.build, deps);
  return awaitsScan(seen) ? lookAtScan(seen, deps) : [];
}

function reasonToGiveUp(seen: ImageBuild): string {
  const said = seen.status === 'queued' && seen.busy ? `: ${seen.busy.words}` : '';
  return `the build could not be started within an hour${said}`;
}

/**
 * Starts a build that is queued, at least once: what a crash left between start and note is started again under the same
 * token, and where CodeBuild has forgotten that, the first build that is noted counts.
 */
async function start(seen: ImageBuild, deps: ImageDeps): Promise<ImageCommand[]> {
  if (waitedTooLong(seen, deps.clock())) return [{ type: 'give-up', reason: reasonToGiveUp(seen) }];
  const started = await deps.imageProjects.start(seen);
  if (started.result === 'busy') return [{ type: 'note-busy', reason: started.reason }];
  if (started.result === 'refused') return [{ type: 'give-up', reason: started.reason }];
  return [{ type: 'note-started', build: started.build }];
}
