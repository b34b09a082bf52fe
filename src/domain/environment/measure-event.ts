import type { DomainEvent, EventType } from './events';
import type { Measurement, MetricName } from '../base/metrics';
import { between, second } from '../base/time';

type Measure = (event: DomainEvent) => Measurement[];

const measures: Partial<Record<EventType, Measure>> = {
  RunStarted: ({ at, data }) => (data.attempt === 1 ? since('ExpiryLateness', data.expiredAt, at) : []),
  RunClaimed: ({ at, data }) => since('QueueAge', data.requestedAt, at),
  RunSucceeded: runEnded,
  RunFailed: runEnded,
  RunCancelled: runEnded,
  EnvironmentDestroyed: ({ data }) => [
    ...measured('DestroyAttempts', data.attempts),
    ...measured('LeaseCost', data.cost),
  ],
};

/** What an event adds to the metrics; an event that does not carry a value (yet) adds nothing for it. */
export function measureEvent(event: DomainEvent): Measurement[] {
  return measures[event.type]?.(event) ?? [];
}

function runEnded({ data }: DomainEvent): Measurement[] {
  const ended = { kind: String(data.kind), result: String(data.result) };
  const runs: Measurement[] = [{ name: 'RunsEnded', value: 1, dimensions: ended }];
  if (typeof data.class !== 'string') return runs;
  return [...runs, { name: 'RunFailures', value: 1, dimensions: { class: data.class } }];
}

function since(name: MetricName, from: DomainEvent['data'][string] | undefined, at: string): Measurement[] {
  return typeof from === 'string' ? [{ name, value: between(from, at) / second }] : [];
}

function measured(name: MetricName, value: DomainEvent['data'][string] | undefined): Measurement[] {
  return typeof value === 'number' ? [{ name, value }] : [];
}
