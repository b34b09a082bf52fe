import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { instant } from '../domain/base/time';
import { type Refusal, refusalWords } from '../domain/environment/waiting';
import type { AnyWorkflow } from '../domain/environment/run';
import type { ExecutionState, Workflows } from '../operations/ports/environment';

/** Step Functions: an execution's name is its run's id, so that starting a run twice starts it once. */
export function createSfnWorkflows(client: SFNClient, machinePrefix: string): Workflows {
  const machine = (workflow: AnyWorkflow) => `${machinePrefix}${workflow}`;
  const execution = (workflow: AnyWorkflow, run: string) =>
    `${machine(workflow).replace(':stateMachine:', ':execution:')}:${run}`;
  const latest = async (executionArn: string) => {
    const which = { executionArn, reverseOrder: true, maxResults: latestEvents };
    const found = await ignoring(ExecutionDoesNotExist, client.send(new GetExecutionHistoryCommand(which)));
    return found?.events ?? [];
  };
  return {
    start: async (workflow, input) => {
      const command = new StartExecutionCommand({
        stateMachineArn: machine(workflow),
        name: input.runId,
        input: JSON.stringify(input),
      });
      await ignoring(ExecutionAlreadyExists, client.send(command));
    },
    stop: async (workflow, run) => {
      const command = new StopExecutionCommand({
        executionArn: execution(workflow, run),
        error: 'RunStopped',
        cause: 'The run was closed.',
      });
      await ignoring(ExecutionDoesNotExist, client.send(command));
    },
    describe: async (workflow, run): Promise<ExecutionState> => {
      const command = new DescribeExecutionCommand({ executionArn: execution(workflow, run) });
      const found = await ignoring(ExecutionDoesNotExist, client.send(command));
      if (!found) return 'absent';
      return found.status === 'RUNNING' || found.status === 'PENDING_REDRIVE' ? 'running' : 'over';
    },
    refusal: async (workflow, run) => refusalIn(await latest(execution(workflow, run))),
    failure: async (workflow, run) => failureIn(await latest(execution(workflow, run))),
  };
}

/** A call has three events, so the last one that came back is among these. */
const latestEvents = 10;

/** Of the latest events, newest first: the refusal, unless what the task asked for came back otherwise after it. */
function refusalIn(events: HistoryEvent[]): Refusal | null {
  const last = events.find(({ type = '' }) => /^Task(Submit|Fail|Succeed|TimedOut)/.test(type));
  const { error, cause = '' } = last?.taskSubmitFailedEventDetails ?? {};
  if (!last?.timestamp || error !== 'CodeBuild.AccountLimitExceededException') return null;
  return { at: instant(last.timestamp.getTime()), words: refusalWords(cause) };
}

/** What Step Functions returns of a build that failed: the build, as CodeBuild describes it. */
const FailedBuild = z.object({
  Build: z.object({
    Phases: z.array(
      z.object({
        PhaseType: z.string(),
        PhaseStatus: z.string().optional(),
        Contexts: z.array(z.object({ Message: z.string().optional() })).default([]),
      }),
    ),
  }),
});

/** Of the latest events, newest first: why the task of the build failed, by the phase of it that did. */
function failureIn(events: HistoryEvent[]): string | null {
  const submit = events.find(({ taskSubmitFailedEventDetails }) => taskSubmitFailedEventDetails);
  if (submit) return refusalWords(submit.taskSubmitFailedEventDetails?.cause ?? '') || null;
  const failed = events.find(({ taskFailedEventDetails: details }) => details?.resourceType === 'codebuild');
  const build = FailedBuild.safeParse(jsonOf(failed?.taskFailedEventDetails?.cause)).data?.Build;
  const phase = build?.Phases.find(({ PhaseStatus = 'SUCCEEDED' }) => PhaseStatus !== 'SUCCEEDED');
  const words = (phase?.Contexts ?? []).flatMap(({ Message }) => Message ?? []).join('; ');
  return words === '' ? null : refusalWords(`${words} (${phase?.PhaseType})`);
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

async function ignoring<Result>(
  expected: new (...args: never[]) => Error,
  sent: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await sent;
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}
