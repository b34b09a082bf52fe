import * as z from 'zod';
import { DomainError } from '../../../src/domain/base/errors';
import { earliest, Instant, minute, plus } from '../../../src/domain/base/time';
import { seal } from '../../../src/domain/registry/decide-entry';
import {
  type EntryChange,
  type EntryKind,
  EventDigest,
  type RequestKey,
} from '../../../src/domain/registry/entry';
import type { Entries, SweepDeps } from '../../../src/operations/ports/registry';
import type { BoundKind } from '../../../src/operations/registry/bound-kind';

const CounterEvent = z.strictObject({
  id: z.string(),
  seq: z.int(),
  type: z.string(),
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.number()),
  counter: z.string(),
  previous: EventDigest.nullable().optional(),
});
type CounterEvent = z.infer<typeof CounterEvent>;

/** A counter: people add to it, its timer adds to it once, and a bell is rung for each time that people did. */
const Counter = z.strictObject({
  id: z.string(),
  version: z.int(),
  updatedAt: Instant,
  seq: z.int(),
  outbox: z.array(CounterEvent),
  effects: z.array(z.strictObject({ type: z.literal('ring'), nth: z.int() })),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  count: z.int(),
  ticksAt: Instant.nullable(),
  head: EventDigest.optional(),
});
export type Counter = z.infer<typeof Counter>;

type CounterCommand = { type: 'add'; amount: number; request: RequestKey } | { type: 'tick' };

/** What the timer adds. */
export const tickAmount = 100;
const by = 'ada';

/** The row of the kind. */
export const counterKind: EntryKind<Counter, CounterCommand> = {
  prefix: 'COUNTER',
  schema: Counter,
  keyOf: ({ id }) => id,
  decide: (seen, command, { now }) => {
    if (command.type === 'add') return added(seen, command.amount);
    if (seen.ticksAt === null || seen.ticksAt > now) return null;
    const ticked = { ...seen, count: seen.count + tickAmount, ticksAt: null };
    return { entry: ticked, events: [{ type: 'CounterTicked', actor: by }], effects: [] };
  },
  toEvent: ({ id }, event) => CounterEvent.parse({ ...event, counter: id }),
  subjectOf: ({ counter }) => counter,
  measure: () => [],
  dueAt: ({ outbox, effects, ticksAt, updatedAt }, from = updatedAt) => {
    const undelivered = outbox.length + effects.length > 0;
    return earliest([undelivered ? plus(from, minute / 2) : undefined, ticksAt]);
  },
  list: 'COUNTERS',
  indexes: ({ id }) => ({ sort: id }),
  logIds: ({ id }) => ({ counter: id }),
  absent: (name) => new DomainError('EnvironmentNotFound', { name }),
};

function added(seen: Counter, amount: number): EntryChange<Counter> {
  return {
    entry: { ...seen, count: seen.count + amount },
    events: [{ type: 'CounterAdded', actor: by, data: { amount } }],
    effects: [{ type: 'ring', nth: seen.seq + 1 }],
  };
}

/** A new counter at zero whose timer is up in an hour. */
export function newCounter(id: string, now: Instant): Counter {
  const none = { version: 0, seq: 0, count: 0, outbox: [], effects: [], requests: [] };
  const entry: Counter = { id, updatedAt: now, ticksAt: plus(now, 60 * minute), ...none };
  return seal(counterKind, { entry, events: [{ type: 'CounterMade', actor: by }], effects: [] }, now).entry;
}

export interface CounterDeps extends SweepDeps {
  counters: Entries<Counter>;
  ring: (counter: string, nth: number) => Promise<void>;
}

/** The kind with what it needs of the outside. */
export const counters: BoundKind<Counter, CounterCommand, CounterDeps> = {
  kind: counterKind,
  entries: (deps) => deps.counters,
  effects: { ring: ({ nth }, { id }, { ring }) => ring(id, nth) },
  look: () => Promise.resolve([{ type: 'tick' }]),
};
