import type { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { EnvironmentKey } from '../../src/domain/environment/environment-name';
import { parseRequest } from '../../src/domain/base/parse';
import type { Deps } from '../../src/operations/ports/deps';
import { settleRun } from '../../src/operations/environment/settle-run';
import { settlePreview } from '../../src/operations/stack/plan/settle-preview';
import { loadDeps } from '../_edge/deps';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { idsOfRun, runEvent } from '../_edge/run-event';

/** The input of every execution: which run of which life, and of which plan of a stack where it is a preview. */
const ExecutionInput = z.strictObject({
  name: EnvironmentKey,
  id: z.ulid(),
  runId: z.ulid(),
  plan: z.ulid().optional(),
});

/** The last step of every workflow, after which it can start no build any more. Returns the status of the environment. */
export function createSettleRunTask(deps: () => Deps | Promise<Deps>, log: Logger) {
  return runEvent(async (event) => {
    const input = parseRequest(ExecutionInput, event);
    log.appendKeys(idsOfRun(input));
    if (input.plan !== undefined) return settlePreviewOf({ ...input, plan: input.plan }, await deps());
    const environment = await settleRun({ ...input, workflowOver: true }, await deps());
    log.info('settled', { status: environment?.status });
    return { status: environment?.status ?? null, run: environment?.run?.id ?? null };
  }, log);
}

/** A preview is a run of no environment. */
async function settlePreviewOf(input: { plan: string; runId: string }, deps: Deps) {
  const plan = await settlePreview({ ...input, workflowOver: true }, deps);
  const one = Object.values(plan?.components ?? {}).find(({ run }) => run === input.runId);
  return { status: one?.result?.result ?? null, run: null };
}

export const handler = createSettleRunTask(onceLoaded(loadDeps), logger);
