import { DomainError } from '../../base/errors';
import type { Effect, Environment, Living } from '../environment';
import { isLiving } from '../environment';
import type { DomainEvent, EventType } from '../events';
import { isLeaseOver } from '../../lease';
import type { Instant } from '../../base/time';

/** When a decision is made, and the ULID that a run opened by it would get. */
export interface Moment {
  now: Instant;
  newRun: string;
}

/** An event before it is numbered. */
export interface EventDraft {
  type: EventType;
  actor: string;
  data?: DomainEvent['data'];
}

/** What a decision changes: the environment, what happened, and what is to be done outside. */
export interface Change {
  environment: Environment;
  events: EventDraft[];
  effects: Effect[];
}

/** The result of a decision that has nothing to do: a repeated command, a timer that is not due. */
export const unchanged = null;

/** `change` with more events and effects behind its own. */
export function and(change: Change, events: EventDraft[], effects: Effect[] = []): Change {
  return { ...change, events: [...change.events, ...events], effects: [...change.effects, ...effects] };
}

/** The environment as one nobody wants gone and whose lease still runs, or the refusal to `what` it. */
export function requireLiving(environment: Environment, now: Instant, what: string): Living {
  const { name, status, lease } = environment;
  if (!isLiving(environment)) throw new DomainError('WrongStatus', { name, status, what });
  if (isLeaseOver(lease, now)) throw new DomainError('LeaseOver', { name, expiresAt: lease.expiresAt ?? '' });
  if (environment.status === 'failed' && environment.failure.class === 'emulator-lost')
    throw new DomainError('EmulatorLost', { name, what });
  return environment;
}

/** What stays of a living environment when its failure is no longer what it is. */
export function withoutFailure(environment: Living): Exclude<Living, { status: 'failed' }> {
  const { failure: _, ...rest } = { failure: null, ...environment };
  return rest as Exclude<Living, { status: 'failed' }>;
}

/** Refuses while a run is active. */
export function requireIdle({ name, run }: Environment): void {
  if (run) throw new DomainError('RunActive', { name, run: run.id, kind: run.kind, phase: run.phase });
}
