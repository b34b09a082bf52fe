import type { Logger } from '@aws-lambda-powertools/logger';
import { moveStack } from '../../src/operations/stack/move-stack';
import type { Deps } from '../../src/operations/ports/deps';
import { loadDeps } from '../_edge/deps';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { runEvent } from '../_edge/run-event';
import { readStackName } from './read-component';

/**
 * Something happened to the environment of a component: its stack goes on. Delivered at least once and in any order, which looking
 * at an environment as it is bears.
 */
export function createMoveStackRule(deps: () => Deps | Promise<Deps>, log: Logger) {
  return runEvent(async (event) => {
    const name = readStackName(event);
    if (name === undefined) return log.info('ignored', { reason: 'the event is not about a component' });
    log.appendKeys({ stack: name });
    const stack = await moveStack(name, await deps());
    log.info('moved', { revision: stack?.revision.number });
  }, log);
}

export const handler = createMoveStackRule(onceLoaded(loadDeps), logger);
