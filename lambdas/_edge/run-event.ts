import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { SettleRunInput } from '../../src/operations/environment/settle-run';

/**
 * A function that is called by events instead of people: what it throws is logged once and thrown on, its name being
 * the code that a state machine's `ErrorEquals` sees, so that the caller's retries and dead-letter queue take over.
 */
export function runEvent<Result>(work: (event: unknown) => Promise<Result>, log: Logger) {
  return middy(work)
    .use(injectLambdaContext(log, { resetKeys: true }))
    .onError(({ error }) => {
      log.error('failed', { error });
    });
}

/** What every line about a run says of it. */
export function idsOfRun({ name, id, runId }: SettleRunInput): Record<string, string> {
  return { environment: name, life: id, run: runId };
}
