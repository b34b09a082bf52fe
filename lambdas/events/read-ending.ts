import * as z from 'zod';
import { EnvironmentName } from '../../src/domain/environment/environment';
import { parseRequest } from '../../src/domain/base/parse';
import type { SettleRunInput } from '../../src/operations/environment/settle-run';

const Run = z.object({ name: EnvironmentName, id: z.ulid(), runId: z.ulid() });

const BuildEvent = z.object({
  'detail-type': z.literal('CodeBuild Build State Change'),
  detail: z.object({
    'additional-information': z.object({
      environment: z.object({
        'environment-variables': z.array(z.object({ name: z.string(), value: z.string().optional() })),
      }),
    }),
  }),
});

const ExecutionEvent = z.object({
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({ status: z.string(), input: z.string().nullish() }),
});

const terminal = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

const Ended = z.discriminatedUnion('detail-type', [BuildEvent, ExecutionEvent]);

/**
 * The run that an EventBridge event tells the end of; undefined when it is not about a run of ours (a build started by
 * hand, an execution whose input EventBridge left out). Throws InvalidRequest for an event of another kind.
 */
export function readEnding(event: unknown): SettleRunInput | undefined {
  const ended = parseRequest(Ended, event);
  return ended['detail-type'] === 'CodeBuild Build State Change' ? runOfBuild(ended) : runOfExecution(ended);
}

function runOfBuild({ detail }: z.infer<typeof BuildEvent>): SettleRunInput | undefined {
  const variables = detail['additional-information'].environment['environment-variables'];
  const valueOf = (name: string) => variables.find((variable) => variable.name === name)?.value;
  return Run.safeParse({
    name: valueOf('LEASEHOLD_ENVIRONMENT'),
    id: valueOf('LEASEHOLD_LIFE'),
    runId: valueOf('LEASEHOLD_RUN'),
  }).data;
}

function runOfExecution({
  detail: { status, input },
}: z.infer<typeof ExecutionEvent>): SettleRunInput | undefined {
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
