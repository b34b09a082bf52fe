import type { Clock } from '../clock';
import type { MachineDefinition } from './definition';
import { History, showFailure, showInput, showOutput } from './history';
import { runMachine } from './run-machine';
import { StateFailure, toStateFailure } from './state-failure';
import type { RunTask } from './visit';

/** A machine under its name and ARN. */
export interface StateMachine {
  arn: string;
  name: string;
  roleArn: string;
  definition: MachineDefinition;
  /** The definition as it was given, filled in. */
  text: string;
}

/** How an execution stands. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What an execution needs of its surroundings; `onChange` is called at the start and at the end. */
export interface ExecutionDeps {
  clock: Clock;
  waitScale: number;
  runTask: RunTask;
  onChange: (execution: Execution) => void;
}

/** Why an execution is over before its machine is. */
class ExecutionOver extends Error {}

/** One execution: begins when constructed, and whatever ends it first is its end. */
export class Execution {
  readonly arn: string;
  readonly name: string;
  readonly machine: StateMachine;
  readonly input: string;
  readonly startDate: Date;
  readonly history: History;
  /** Resolves when nothing of the execution runs any more; never rejects. */
  readonly settled: Promise<void>;
  status: ExecutionStatus = 'RUNNING';
  stopDate: Date | undefined;
  output: string | undefined;
  failure: StateFailure | undefined;
  private readonly abort = new AbortController();
  private readonly deps: ExecutionDeps;

  constructor(machine: StateMachine, { name, input }: { name: string; input: string }, deps: ExecutionDeps) {
    this.machine = machine;
    this.name = name;
    this.input = input;
    this.deps = deps;
    this.arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    this.startDate = deps.clock.now();
    this.history = new History(deps.clock);
    deps.onChange(this);
    this.settled = this.run();
  }

  /** Ends a running execution as ABORTED; one that is over stays as it is. */
  stop(failure: StateFailure): void {
    this.end('ABORTED', { failure });
  }

  private async run(): Promise<void> {
    const { roleArn, definition } = this.machine;
    const input: unknown = JSON.parse(this.input);
    const details = { ...showInput(input), roleArn };
    this.history.add('ExecutionStarted', { executionStartedEventDetails: details });
    this.startTimer(definition.TimeoutSeconds);
    await this.runDefinition(input).then(
      (output) => this.end('SUCCEEDED', { output }),
      (error: unknown) => this.end('FAILED', { failure: toStateFailure(error) }),
    );
  }

  private runDefinition(input: unknown): Promise<unknown> {
    const { arn, name, startDate, history, machine, abort } = this;
    const { clock, waitScale, runTask } = this.deps;
    const started = { StartTime: startDate.toISOString(), RoleArn: machine.roleArn, RedriveCount: 0 };
    const context = {
      Execution: { Id: arn, Input: input, Name: name, ...started },
      StateMachine: { Id: machine.arn, Name: machine.name },
    };
    const { definition } = machine;
    return runMachine({
      machine: definition,
      input,
      context,
      clock,
      waitScale,
      signal: abort.signal,
      runTask,
      history,
    });
  }

  private startTimer(seconds: number | undefined): void {
    if (seconds === undefined) return;
    const expire = () => this.end('TIMED_OUT', { failure: new StateFailure('States.Timeout', '') });
    this.deps.clock.sleep(seconds * 1000, this.abort.signal).then(expire, () => undefined);
  }

  private end(
    status: Exclude<ExecutionStatus, 'RUNNING'>,
    { output, failure }: { output?: unknown; failure?: StateFailure },
  ): void {
    if (this.status !== 'RUNNING') return;
    this.status = status;
    this.stopDate = this.deps.clock.now();
    this.failure = failure;
    if (status === 'SUCCEEDED') this.output = JSON.stringify(output);
    this.history.close(...describeEnd(status, { output, failure }));
    this.abort.abort(new ExecutionOver(`The execution ${this.arn} is ${status}`));
    this.deps.onChange(this);
  }
}

function describeEnd(
  status: Exclude<ExecutionStatus, 'RUNNING'>,
  { output, failure }: { output?: unknown; failure?: StateFailure | undefined },
): [string, Record<string, unknown>] {
  const failed = failure ? showFailure(failure) : {};
  switch (status) {
    case 'SUCCEEDED':
      return ['ExecutionSucceeded', { executionSucceededEventDetails: showOutput(output) }];
    case 'FAILED':
      return ['ExecutionFailed', { executionFailedEventDetails: failed }];
    case 'TIMED_OUT':
      return ['ExecutionTimedOut', { executionTimedOutEventDetails: failed }];
    case 'ABORTED':
      return ['ExecutionAborted', { executionAbortedEventDetails: failed }];
  }
}
