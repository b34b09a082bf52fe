import type { Clock } from '../clock';
import { StateFailure } from './state-failure';

/** One entry of GetExecutionHistory; the details stand under a key named after the type, as `taskFailedEventDetails`. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: Date;
  type: string;
  [details: string]: unknown;
}

/** AWS fails an execution at this number, which also ends one that loops without waiting. */
const maxEvents = 25_000;

/** The events of one execution, in order. */
export class History {
  readonly events: HistoryEvent[] = [];
  private readonly clock: Clock;
  private closed = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Adds an event and returns its id. Throws when the execution has too many, or is over: what comes late is not part of it. */
  add(type: string, details: Record<string, unknown> = {}): number {
    if (this.closed) throw new Error(`The execution was over before ${type}`);
    const id = this.events.length + 1;
    if (id === maxEvents) {
      const cause = `The execution reached the maximum number of history events (${maxEvents}).`;
      throw new StateFailure('States.Runtime', cause);
    }
    // The first state entered counts as following nothing, on AWS too.
    const previousEventId = id === 2 ? 0 : id - 1;
    this.events.push({ id, previousEventId, timestamp: this.clock.now(), type, ...details });
    return id;
  }

  /** Adds the event that ends the execution, whatever the number before it. */
  close(type: string, details: Record<string, unknown> = {}): void {
    this.closed = true;
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId: id - 1, timestamp: this.clock.now(), type, ...details });
  }
}

/** A JSON value as history shows it: text, and never cut here. */
export function showInput(value: unknown) {
  return { input: JSON.stringify(value), inputDetails: { truncated: false } };
}

/** The same for an output. */
export function showOutput(value: unknown) {
  return { output: JSON.stringify(value), outputDetails: { truncated: false } };
}

/** Error and cause of a failure, each only when there is one. */
export function showFailure({ error, message }: StateFailure) {
  return { ...(error === '' ? {} : { error }), ...(message === '' ? {} : { cause: message }) };
}
