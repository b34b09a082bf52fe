import type { Logger } from '@aws-lambda-powertools/logger';
import type { Deps } from '../../src/operations/ports/deps';
import { settleRun } from '../../src/operations/environment/settle-run';
import { settlePreview } from '../../src/operations/stack/plan/settle-preview';
import { loadDeps } from '../_edge/deps';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { idsOfRun, runEvent } from '../_edge/run-event';
import { readEnding } from './read-ending';

/**
 * A build or an execution ended: its run may be over, also where the workflow could not say so itself. Delivered at
 * least once and in any order, which settling a run bears; an event about something else is left alone.
 */
export function createSettleRunRule(deps: () => Deps | Promise<Deps>, log: Logger) {
  return runEvent(async (event) => {
    const ending = readEnding(event);
    if (!ending) return log.info('ignored', { reason: 'the event is not about a run' });
    log.appendKeys(idsOfRun(ending));
    if (ending.plan !== undefined) {
      await settlePreview({ ...ending, plan: ending.plan }, await deps());
      return log.info('settled', { stackPlan: ending.plan });
    }
    const environment = await settleRun(ending, await deps());
    log.info('settled', { status: environment?.status });
  }, log);
}

export const handler = createSettleRunRule(onceLoaded(loadDeps), logger);
