import type { Clock } from '../clock';
import type { MachineDefinition } from './definition';
import { evaluateTemplate } from './expressions';
import type { Scope } from './expressions';
import type { History } from './history';
import { StateFailure } from './state-failure';

/** One call of a Task's resource. `signal` aborts with `States.Timeout` or, when the execution is over, with another reason; `submitted` notes the answer of a job that was started. */
export interface TaskRequest {
  resource: string;
  stateName: string;
  arguments: Record<string, unknown>;
  signal: AbortSignal;
  submitted: (output: unknown) => void;
}

/** Carries out a Task; rejects with a `StateFailure` under the error name that AWS uses. */
export type RunTask = (request: TaskRequest) => Promise<unknown>;

/** One execution on its way. `waitScale` multiplies Wait and Retry delays only; `context` is `$states.context` without the state. */
export interface MachineRun {
  machine: MachineDefinition;
  input: unknown;
  context: { Execution: Record<string, unknown>; StateMachine: Record<string, unknown> };
  clock: Clock;
  waitScale: number;
  signal: AbortSignal;
  runTask: RunTask;
  history: History;
}

/** One stay in one state. */
export interface Visit {
  run: MachineRun;
  name: string;
  input: unknown;
  variables: Record<string, unknown>;
  enteredId: number;
  enteredTime: string;
  retryCount: number;
  extra?: Extra;
}

/** How a state was left: its output, the variables it set and where to go; nowhere when the execution has succeeded. */
export interface Step {
  output: unknown;
  assigned: Record<string, unknown>;
  next: string | undefined;
}

/** What only some expressions see: the result of a Task, or the error that was caught. */
export type Extra = Pick<Scope['states'], 'result' | 'errorOutput'>;

/** The fields that shape what leaves a state. */
export interface Yields {
  Output?: unknown;
  Assign?: Record<string, unknown> | undefined;
}

/** How to leave: `fallback` is the output where no Output is written, `field` the place of Output and Assign in the state. */
export interface Exit {
  next: string | undefined;
  fallback: unknown;
  extra?: Extra;
  field?: string;
}

/** Evaluates a field of the state, noting a failure in the history. */
export async function evaluate(visit: Visit, template: unknown, field: string): Promise<unknown> {
  const scope = { states: statesOf(visit), variables: visit.variables, place: placeOf(visit) };
  return evaluateTemplate(template, field, scope).catch((error: unknown) => {
    if (error instanceof StateFailure) noteEvaluationFailure(visit, error);
    throw error;
  });
}

/** A `States.QueryEvaluationError` for a field whose value has the wrong type. */
export function refuseType(visit: Visit, field: string, expected: string): StateFailure {
  const cause = `${placeOf(visit)} The value of the field '${field}' must be ${expected}.`;
  const failure = new StateFailure('States.QueryEvaluationError', cause, field);
  noteEvaluationFailure(visit, failure);
  return failure;
}

/** Leaves the state: Output and Assign both see the variables as they were on entry. */
export async function leave(visit: Visit, { Output, Assign }: Yields, exit: Exit): Promise<Step> {
  const { next, fallback, extra = {}, field = '' } = exit;
  const leaving = { ...visit, extra };
  const output = Output === undefined ? fallback : await evaluate(leaving, Output, `${field}Output`);
  const assigned = await evaluate(leaving, Assign ?? {}, `${field}Assign`);
  refuseOversize(visit, output);
  return { output, assigned: assigned as Record<string, unknown>, next };
}

function statesOf({ run, name, input, enteredTime, retryCount, extra }: Visit): Scope['states'] {
  const state = { Name: name, EnteredTime: enteredTime, RetryCount: retryCount };
  return { input, context: { ...run.context, State: state }, ...extra };
}

function placeOf({ name, enteredId }: Visit): string {
  return `An error occurred while executing the state '${name}' (entered at the event id #${enteredId}).`;
}

function noteEvaluationFailure({ run, name }: Visit, { error, message, location }: StateFailure): void {
  const details = { error, cause: message, location, state: name };
  run.history.add('EvaluationFailed', { evaluationFailedEventDetails: details });
}

const maxDataBytes = 262_144;

function refuseOversize(visit: Visit, output: unknown): void {
  if (Buffer.byteLength(JSON.stringify(output)) <= maxDataBytes) return;
  const cause = `The state/task '${visit.name}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  throw new StateFailure('States.DataLimitExceeded', cause);
}
