import * as z from 'zod';
import type { DomainError } from '../base/errors';
import type { Measurement } from '../base/metrics';
import type { Instant } from '../base/time';

/** The digest of an event, as events and entries hold it: the SHA-256 of its canonical JSON, in hexadecimal digits. */
export const EventDigest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');

/** The key of a request that may be sent twice, and the digest of what it asks. */
export interface RequestKey {
  key: string;
  digest: string;
}

/** A request that was carried out, and when; `at` is absent where it was written before that was kept. */
export interface RememberedRequest extends RequestKey {
  at?: Instant | undefined;
}

/** One thing that happened to an entry: consumers dedupe by `id` and order by `seq` within what it happened to. */
export interface EntryEvent {
  id: string;
  seq: number;
  type: string;
  at: Instant;
  actor: string;
  data: Record<string, string | number | boolean | null>;
  /** The digest of the event before it; null where the chain begins, absent where it was written before there was one. */
  previous?: string | null | undefined;
}

/** Work that a change asks for outside the item; carried out after the write, at least once. */
export interface EntryEffect {
  type: string;
}

/** One item of the registry, whatever it is of: its version, and what is still to be delivered and carried out. */
export interface Entry {
  id: string;
  version: number;
  updatedAt: Instant;
  seq: number;
  outbox: EntryEvent[];
  effects: EntryEffect[];
  requests: RememberedRequest[];
  /** The digest of the last event; absent where that was written before events were chained. */
  head?: string | undefined;
}

/** The events of a kind of entry. */
export type EventOf<E extends Entry> = E['outbox'][number];
/** The effects of a kind of entry. */
export type EffectOf<E extends Entry> = E['effects'][number];

/** An event before it is numbered. */
export interface EntryEventDraft {
  type: string;
  actor: string;
  data?: EntryEvent['data'];
}

/** What a decision changes: the entry, what happened, and what is to be done outside. */
export interface EntryChange<E extends Entry> {
  entry: E;
  events: EntryEventDraft[];
  effects: E['effects'];
}

/** When a decision is made, and a ULID for something that it may bring into being. */
export interface EntryMoment {
  now: Instant;
  newId: string;
}

/** Where an entry is found again; an index whose part is absent does not hold it. */
export interface IndexKeys {
  /** The sort key within the list of the kind. */
  sort: string;
  owner?: string;
  /** What is to be gone one day: in which partition, by when. */
  overdue?: { key: string; at: Instant };
  /** Further attributes of the item, by which lists are filtered and which indexes show. */
  shown?: Record<string, string>;
}

/** What is said once of each kind of entry; the loop that reads, decides and delivers knows no kind. */
export interface EntryKind<E extends Entry, C> {
  /** The first part of an item's key, before the `#`. */
  prefix: string;
  /** Reads what `toBody` wrote, or what lies in the item where there is no `toBody`. */
  schema: z.ZodType<E>;
  toBody?(entry: E): unknown;
  /** What stands behind the prefix in the item's key. */
  keyOf(entry: E): string;
  /** What a command changes; null when it changes nothing. Throws the DomainError that refuses it. */
  decide(seen: E, command: C, moment: EntryMoment): EntryChange<E> | null;
  /** The numbered event in the form in which this kind's events are stored and published. */
  toEvent(entry: E, event: EntryEvent): EventOf<E>;
  /** Under what the audit keeps an event; events are numbered within it. */
  subjectOf(event: EventOf<E>): string;
  /** What an event adds to the metrics. */
  measure(event: EventOf<E>): Measurement[];
  /** When the sweep must look again after `from` (the last look or write); undefined when nothing is left to do. */
  dueAt(entry: E, from?: Instant): Instant | undefined;
  /** The part of the due index that it is in, where another function than the sweep looks at it. */
  dueIn?: string;
  /** The partition of the list of all entries of the kind. */
  list: string;
  indexes(entry: E): IndexKeys;
  newestFirst?: boolean;
  /** Where an entry is kept when its key goes to another one. */
  kept?: { prefix: string; shown(entry: E): Record<string, string> };
  /** What every line of the log about an entry says, and what one says where only the key is known. */
  logIds(entry: E): Record<string, string>;
  logKey?(key: string): Record<string, string>;
  /** The error for a key under which there is nothing. */
  absent(key: string): DomainError;
}
