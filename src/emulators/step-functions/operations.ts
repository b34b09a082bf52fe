import * as z from 'zod';
import { AwsFault } from '../aws-json';
import type { AwsOperation } from '../aws-json';
import type { Execution, StateMachine } from './execution';
import type { Executions } from './executions';
import { showFailure } from './history';
import type { HistoryEvent } from './history';
import { takePage } from './pages';
import { StateFailure } from './state-failure';

const executionArn = z.string().min(1).max(256);
const paging = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };

const inputs = {
  start: z.object({
    stateMachineArn: z.string().min(1).max(256),
    name: z.string().optional(),
    input: z.string().optional(),
  }),
  stop: z.object({
    executionArn,
    error: z.string().max(256).optional(),
    cause: z.string().max(32_768).optional(),
  }),
  describe: z.object({ executionArn }),
  machine: z.object({ stateMachineArn: z.string().min(1).max(256) }),
  machines: z.object(paging),
  list: z.object({
    stateMachineArn: z.string().min(1).max(256),
    statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
    ...paging,
  }),
  history: z.object({
    executionArn,
    reverseOrder: z.boolean().optional(),
    includeExecutionData: z.boolean().optional(),
    ...paging,
  }),
};

/** The operations of Step Functions that the control plane calls, over the given executions. */
export function createOperations(executions: Executions): Record<string, AwsOperation> {
  return {
    StartExecution: async (input) => {
      const { arn, startDate } = executions.start(parseInput(inputs.start, input));
      return { executionArn: arn, startDate: toEpoch(startDate) };
    },
    StopExecution: async (input) => {
      const { executionArn: arn, error = '', cause = '' } = parseInput(inputs.stop, input);
      const execution = executions.find(arn);
      execution.stop(new StateFailure(error, cause));
      return { stopDate: toEpoch(execution.stopDate) };
    },
    ListStateMachines: async (input) => listMachines(executions, parseInput(inputs.machines, input)),
    DescribeStateMachine: async (input) =>
      describeMachine(executions.findMachine(parseInput(inputs.machine, input).stateMachineArn)),
    DescribeExecution: async (input) =>
      describeExecution(executions.find(parseInput(inputs.describe, input).executionArn)),
    ListExecutions: async (input) => listExecutions(executions, parseInput(inputs.list, input)),
    GetExecutionHistory: async (input) => readHistory(executions, parseInput(inputs.history, input)),
  };
}

function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsFault('ValidationException', z.prettifyError(parsed.error));
}

function listMachines(executions: Executions, query: z.infer<typeof inputs.machines>) {
  const { items, nextToken } = takePage([...executions.machines.values()], query);
  return { stateMachines: items.map(summariseMachine), nextToken };
}

function summariseMachine({ arn, name }: StateMachine) {
  return { stateMachineArn: arn, name, type: 'STANDARD' };
}

function describeMachine(machine: StateMachine) {
  const { roleArn, text } = machine;
  return { ...summariseMachine(machine), status: 'ACTIVE', roleArn, definition: text };
}

function describeExecution(execution: Execution) {
  const { input, output, failure } = execution;
  return {
    ...summarise(execution),
    input,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
    ...(failure ? showFailure(failure) : {}),
    redriveCount: 0,
  };
}

function summarise({ arn, machine, name, status, startDate, stopDate }: Execution) {
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: toEpoch(startDate),
    ...(stopDate ? { stopDate: toEpoch(stopDate) } : {}),
  };
}

function listExecutions(executions: Executions, query: z.infer<typeof inputs.list>) {
  const found = executions
    .list(query.stateMachineArn)
    .filter(({ status }) => query.statusFilter === undefined || status === query.statusFilter);
  const { items, nextToken } = takePage(found, query);
  return { executions: items.map(summarise), nextToken };
}

function readHistory(executions: Executions, query: z.infer<typeof inputs.history>) {
  const { events } = executions.find(query.executionArn).history;
  const { items, nextToken } = takePage(query.reverseOrder ? [...events].reverse() : events, query);
  const shown = query.includeExecutionData === false ? items.map(hideData) : items;
  return { events: shown.map((event) => ({ ...event, timestamp: toEpoch(event.timestamp) })), nextToken };
}

/** Drops inputs, outputs and parameters, whichever details hold them. */
function hideData(event: HistoryEvent): HistoryEvent {
  const hidden = ['input', 'output', 'parameters', 'assignedVariables'];
  const entries = Object.entries(event).map(([key, details]) => {
    if (!key.endsWith('EventDetails')) return [key, details] as const;
    const kept = Object.entries(details as object).filter(([name]) => !hidden.includes(name));
    return [key, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(entries) as HistoryEvent;
}

/** AWS JSON writes times as seconds with a fraction. */
function toEpoch(date: Date | undefined): number | undefined {
  return date && date.getTime() / 1000;
}
