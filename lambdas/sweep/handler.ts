import type { Logger } from '@aws-lambda-powertools/logger';
import type { Deps } from '../../src/operations/ports/deps';
import { beginExports } from '../../src/operations/access/export-audit';
import { sweep } from '../../src/operations/registry/sweep';
import { loadDeps } from '../_edge/deps';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { runEvent } from '../_edge/run-event';
import { kinds } from './kinds';

/** The scheduled pass over everything that is due; the schedule's event says nothing that matters. */
export function createSweep(deps: () => Deps | Promise<Deps>, log: Logger) {
  return runEvent(async () => {
    const report = await sweep(kinds, await deps());
    if (report.visited > 0) log.info('swept', { ...report });
    return report;
  }, log);
}

export const handler = createSweep(
  onceLoaded(async () => {
    const deps = await beginExports(await loadDeps());
    // A deployment's new targets become entries also where nobody asks for any.
    await deps.targets.read();
    return deps;
  }),
  logger,
);
