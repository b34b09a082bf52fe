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
import { instant } from '../domain/base/time';
import { type Refusal, refusalWords } from '../domain/environment/waiting';
import type { Workflow } from '../domain/environment/run';
import type { ExecutionState, Workflows } from '../operations/ports/environment';

/** Step Functions: an execution's name is its run's id, so that starting a run twice starts it once. */
export function createSfnWorkflows(client: SFNClient, machinePrefix: string): Workflows {
  const machine = (workflow: Workflow) => `${machinePrefix}${workflow}`;
  const execution = (workflow: Workflow, run: string) =>
    `${machine(workflow).replace(':stateMachine:', ':execution:')}:${run}`;
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
    refusal: async (workflow, run) => {
      const command = new GetExecutionHistoryCommand({
        executionArn: execution(workflow, run),
        reverseOrder: true,
        maxResults: latestEvents,
      });
      const found = await ignoring(ExecutionDoesNotExist, client.send(command));
      return refusalIn(found?.events ?? []);
    },
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
