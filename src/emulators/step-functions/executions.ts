import { randomUUID } from 'node:crypto';
import { AwsFault } from '../aws-json';
import { forgetOldest } from '../forget-oldest';
import { Execution } from './execution';
import type { ExecutionDeps, StateMachine } from './execution';
import { StateFailure } from './state-failure';

/** AWS keeps what is over for 90 days. */
const keptDays = 90;
/** Nothing is asked of an execution that is over but by who waited for it, within minutes. */
const mostOver = 200;

/** The executions since the start, by ARN, as long as they are kept; names are unique per machine among those. */
export class Executions {
  private readonly byArn = new Map<string, Execution>();
  readonly machines: ReadonlyMap<string, StateMachine>;
  private readonly deps: ExecutionDeps;

  constructor(machines: StateMachine[], deps: ExecutionDeps) {
    this.machines = new Map(machines.map((machine) => [machine.arn, machine]));
    this.deps = deps;
  }

  /** Starts an execution, or returns the running one of the same name and input. */
  start({ stateMachineArn, name = randomUUID(), input = '{}' }: StartInput): Execution {
    const machine = this.findMachine(stateMachineArn);
    refuseName(name);
    refuseInput(input);
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    this.forget();
    const known = this.byArn.get(arn);
    if (known) return repeatStart(known, input);
    const execution = new Execution(machine, { name, input }, this.deps);
    this.byArn.set(arn, execution);
    return execution;
  }

  /** Throws `ExecutionDoesNotExist`. */
  find(arn: string): Execution {
    const execution = this.byArn.get(arn);
    if (execution) return execution;
    throw new AwsFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** The executions of one machine, newest first. */
  list(stateMachineArn: string): Execution[] {
    const machine = this.findMachine(stateMachineArn);
    return [...this.byArn.values()].filter((execution) => execution.machine === machine).reverse();
  }

  /** Stops what runs and waits until nothing does. */
  async close(): Promise<void> {
    const all = [...this.byArn.values()];
    all.forEach((execution) => execution.stop(new StateFailure('', 'The local plane stops')));
    await Promise.all(all.map(({ settled }) => settled));
  }

  /** Throws `StateMachineDoesNotExist`. */
  findMachine(arn: string): StateMachine {
    const machine = this.machines.get(arn);
    if (machine) return machine;
    throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  private forget(): void {
    const since = this.deps.clock.now().getTime() - keptDays * 86_400_000;
    const isOver = ({ stopDate }: Execution) => stopDate !== undefined;
    for (const [arn, { stopDate }] of this.byArn)
      if (stopDate && stopDate.getTime() <= since) this.byArn.delete(arn);
    forgetOldest(this.byArn, { most: mostOver, mayGo: isOver });
  }
}

/** What StartExecution is asked. */
export interface StartInput {
  stateMachineArn: string;
  name?: string | undefined;
  input?: string | undefined;
}

function repeatStart(known: Execution, input: string): Execution {
  if (known.status === 'RUNNING' && known.input === input) return known;
  throw new AwsFault('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
}

function refuseName(name: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what AWS refuses
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;
  if (name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return;
  throw new AwsFault('InvalidName', `Invalid Name: '${name}'`);
}

const maxInputBytes = 262_144;

function refuseInput(input: string): void {
  if (Buffer.byteLength(input) > maxInputBytes) {
    throw new AwsFault('InvalidExecutionInput', `The input is above ${maxInputBytes} bytes`);
  }
  try {
    JSON.parse(input);
  } catch (cause) {
    throw new AwsFault('InvalidExecutionInput', `Invalid State Machine Execution Input: '${String(cause)}'`);
  }
}
