import type { Logger } from '@aws-lambda-powertools/logger';
import type { ImageDeps } from '../../src/operations/ports/image';
import { settleImageBuild } from '../../src/operations/image/settle-image-build';
import { loadDeps } from '../_edge/deps';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { runEvent } from '../_edge/run-event';
import { readImageEnding } from './read-image-ending';

/**
 * The build of an image ended. Delivered at least once and in any order, which settling bears; an event about a build
 * that nobody asked us for is left alone.
 */
export function createSettleImageBuildRule(deps: () => ImageDeps | Promise<ImageDeps>, log: Logger) {
  return runEvent(async (event) => {
    const ending = readImageEnding(event);
    if (!ending)
      return log.info('ignored', { reason: 'the event is not about a build of this control plane' });
    log.appendKeys({ imageBuild: ending.id });
    const build = await settleImageBuild(ending, await deps());
    log.info('settled', { status: build?.status });
  }, log);
}

export const handler = createSettleImageBuildRule(onceLoaded(loadDeps), logger);
