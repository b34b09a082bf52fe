import type { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { EnvironmentKey } from '../../src/domain/environment/environment';
import { parseRequest } from '../../src/domain/base/parse';
import type { CoreDeps } from '../../src/operations/ports/environment';
import { settleRun } from '../../src/operations/environment/settle-run';
import { loadDeps } from '../_edge/deps';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { idsOfRun, runEvent } from '../_edge/run-event';

/** The input of every execution: which run of which life. */
const ExecutionInput = z.strictObject({ name: EnvironmentKey, id: z.ulid(), runId: z.ulid() });

/** The last step of every workflow, after which it can start no build any more. Returns the status of the environment. */
export function createSettleRunTask(deps: () => CoreDeps | Promise<CoreDeps>, log: Logger) {
  return runEvent(async (event) => {
    const input = parseRequest(ExecutionInput, event);
    log.appendKeys(idsOfRun(input));
    const environment = await settleRun({ ...input, workflowOver: true }, await deps());
    log.info('settled', { status: environment?.status });
    return { status: environment?.status ?? null, run: environment?.run?.id ?? null };
  }, log);
}

export const handler = createSettleRunTask(onceLoaded(loadDeps), logger);
