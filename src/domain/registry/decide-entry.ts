import { latest, type Instant } from '../base/time';
import type {
  EntryChange,
  EffectOf,
  Entry,
  EntryEffect,
  EntryKind,
  EventOf,
  EntryMoment,
  RequestKey,
} from './entry';
import { remembers, withRequest } from './requests';

/** These events and effects were delivered: the one command that every kind of entry knows. */
export interface Delivered {
  type: 'delivered';
  events: string[];
  effects: EntryEffect[];
}

/** The entry after a decision, with what happened and what is to be done; `entry` is the one given if nothing changed. */
export interface EntryDecision<E extends Entry> {
  entry: E;
  events: EventOf<E>[];
  effects: EffectOf<E>[];
}

/** An entry about which something is to be decided. */
export interface Subject<E extends Entry, C> {
  kind: Pick<EntryKind<E, C>, 'decide' | 'toEvent'>;
  seen: E;
}

/**
 * Decides one command. A request that was decided before changes nothing, and one that changes nothing is remembered all the
 * same: sent again later, it might. Time never goes back.
 */
export function decideEntry<E extends Entry, C>(
  { kind, seen }: Subject<E, C>,
  command: C | Delivered,
  moment: EntryMoment,
): EntryDecision<E> {
  const nothing: EntryDecision<E> = { entry: seen, events: [], effects: [] };
  const now = latest(moment.now, seen.updatedAt);
  const { request } = command as { request?: RequestKey | undefined };
  if (remembers(seen, request)) return nothing;
  const change = isDelivered(command)
    ? forgetDelivered(seen, command)
    : kind.decide(seen, command, { ...moment, now });
  if (request) return seal(kind, withKey(change ?? { ...nothing, events: [] }, request, now), now);
  return change ? seal(kind, change, now) : nothing;
}

function withKey<E extends Entry>(
  { entry, ...change }: EntryChange<E>,
  request: RequestKey,
  now: Instant,
): EntryChange<E> {
  return { ...change, entry: { ...entry, requests: withRequest(entry, request, now) } };
}

/** Decides several commands in their order, as one change: one version more, however many of them change something. */
export function decideInTurn<E extends Entry, C>(
  { kind, seen }: Subject<E, C>,
  commands: readonly (C | Delivered)[],
  moment: () => EntryMoment,
): EntryDecision<E> {
  const all: EntryDecision<E> = { entry: seen, events: [], effects: [] };
  for (const command of commands) {
    const { entry, events, effects } = decideEntry({ kind, seen: all.entry }, command, moment());
    all.entry = entry;
    all.events.push(...events);
    all.effects.push(...effects);
  }
  return all.entry === seen ? all : { ...all, entry: { ...all.entry, version: seen.version + 1 } };
}

/**
 * Numbers the events, appends them and the effects to the entry, and moves its version on. The ids of events are derived,
 * so that the same decision twice is the same event.
 */
export function seal<E extends Entry>(
  kind: Pick<EntryKind<E, never>, 'toEvent'>,
  { entry, events: drafts, effects }: EntryChange<E>,
  now: Instant,
): EntryDecision<E> {
  const events = drafts.map(({ type, actor, data = {} }, index): EventOf<E> => {
    const seq = entry.seq + index + 1;
    return kind.toEvent(entry, { id: eventId(entry.id, seq), seq, type, at: now, actor, data });
  });
  const sealed = {
    ...entry,
    version: entry.version + 1,
    updatedAt: now,
    seq: entry.seq + events.length,
    outbox: [...entry.outbox, ...events],
    effects: [...entry.effects, ...effects],
  };
  return { entry: sealed, events, effects };
}

function eventId(entry: string, seq: number): string {
  return `${entry}-${String(seq).padStart(6, '0')}`;
}

function isDelivered(command: unknown): command is Delivered {
  return (command as { type?: unknown }).type === 'delivered';
}

function forgetDelivered<E extends Entry>(seen: E, { events, effects }: Delivered): EntryChange<E> | null {
  const done = new Set(effects.map((effect) => JSON.stringify(effect)));
  const outbox = seen.outbox.filter(({ id }) => !events.includes(id));
  const left = seen.effects.filter((effect) => !done.has(JSON.stringify(effect)));
  if (outbox.length === seen.outbox.length && left.length === seen.effects.length) return null;
  return { entry: { ...seen, outbox, effects: left }, events: [], effects: [] };
}
