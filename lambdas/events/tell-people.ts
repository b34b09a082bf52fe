import type { Logger } from '@aws-lambda-powertools/logger';
import { deliverNotice } from '../../src/operations/notice/deliver-notice';
import { lookAtNotices } from '../../src/operations/notice/look-at-notices';
import { tellPeople } from '../../src/operations/notice/tell-people';
import type { NoticeDeps } from '../../src/operations/ports/notice';
import type { VisitDeps } from '../../src/operations/ports/registry';
import { logger } from '../_edge/logger';
import { once } from '../_edge/once';
import { runEvent } from '../_edge/run-event';
import { readNoticeWork } from './bus-event';
import { buildNoticeDeps } from './notice-deps';

type Deps = NoticeDeps & VisitDeps;

/**
 * Something happened that people are notified of, a delivery is wanted now, or a minute is over: the only part of the plane that
 * speaks to receivers outside. Events come at least once and in any order, which a delivery bears.
 */
export function createTellPeople(deps: () => Deps, log: Logger) {
  return runEvent(async (event) => {
    const asked = readNoticeWork(event);
    if (asked.work === 'look') return log.debug('looked', { ...(await lookAtNotices(deps())) });
    if (asked.work === 'tell') return log.info('told', await tellPeople(asked.heard, deps()));
    const delivery = await deliverNotice(asked, deps());
    log.info('tried', { delivery: asked.delivery, status: delivery?.status });
  }, log);
}

export const handler = createTellPeople(
  once(() => buildNoticeDeps()),
  logger,
);
