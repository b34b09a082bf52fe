import * as z from 'zod';
import { EnvironmentKey } from '../../src/domain/environment/environment-name';
import { parseRequest } from '../../src/domain/base/parse';
import type { SettleRunInput } from '../../src/operations/environment/settle-run';
import { BuildEvent, variableOf } from './build-event';

const Run = z.object({
  name: EnvironmentKey,
  id: z.ulid(),
  runId: z.ulid(),
  plan: z.ulid().optional(),
});

/** The run that may be over; `plan` is that of the stack whose preview it is. */
export interface Ending extends SettleRunInput {
  plan?: string | undefined;
}

const ExecutionEvent = z.object({
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({ status: z.string(), input: z.string().nullish() }),
});

const terminal = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

const Ended = z.discriminatedUnion('detail-type', [BuildEvent, ExecutionEvent]);

/**
 * The run whose end an EventBridge event reports; undefined when it is not about one of our runs (a build started by
 * hand, an execution whose input EventBridge left out). Throws InvalidRequest for an event of another kind.
 */
export function readEnding(event: unknown): Ending | undefined {
  const ended = parseRequest(Ended, event);
  return ended['detail-type'] === 'CodeBuild Build State Change' ? runOfBuild(ended) : runOfExecution(ended);
}

function runOfBuild(event: z.infer<typeof BuildEvent>): Ending | undefined {
  return Run.safeParse({
    name: variableOf(event, 'LEASEHOLD_ENVIRONMENT'),
    id: variableOf(event, 'LEASEHOLD_LIFE'),
    runId: variableOf(event, 'LEASEHOLD_RUN'),
    plan: variableOf(event, 'LEASEHOLD_PLAN'),
  }).data;
}

function runOfExecution({ detail: { status, input } }: z.infer<typeof ExecutionEvent>): Ending | undefined {
  const run = Run.safeParse(parseJson(input ?? '')).data;
  return run && { ...run, workflowOver: terminal.includes(status) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
