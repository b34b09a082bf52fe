import type * as z from 'zod';
import type { Measurement } from '../../domain/base/metrics';
import type { Instant } from '../../domain/base/time';
import type { Entry, EntryEvent } from '../../domain/registry/entry';
import type { Reservation } from '../../domain/registry/reservation';

/** Which page of a list: at most `limit` items behind the opaque `cursor`. */
export interface Page {
  limit: number;
  cursor?: string | undefined;
}

/** A page of a list; `next` is the cursor of the one behind it, null at the end. */
export interface Paged<Item> {
  items: Item[];
  next: string | null;
}

/** What a list is narrowed to: an owner, and what the items have, by the path of the attribute in the item. */
export interface EntryFilter {
  owner?: string | undefined;
  /** The value, or one of the values, that an attribute has; undefined is any. */
  is?: Record<string, string | readonly string[] | undefined>;
  /** A text that one of the attributes contains. */
  has?: { text: string; in: readonly string[] };
}

/** The truth about one kind of entry. Reads by key are consistent; every write is conditional on what was read. */
export interface Entries<E extends Entry> {
  get(key: string): Promise<E | undefined>;
  /** Writes a new entry where there was none, or over the ended one that was read; false if that changed. */
  insert(entry: E, previous: E | null): Promise<boolean>;
  /** Replaces the version that was read; false if it is not there any more. */
  save(entry: E, seen: E): Promise<boolean>;
  /** Keeps an ended entry under its own id, also when its key goes to another. */
  keepLife(ended: E): Promise<void>;
  getLife(id: string): Promise<E | undefined>;
  list(filter: EntryFilter, page: Page): Promise<Paged<E>>;
}

/** An event of any kind, with what it happened to; events are numbered within that. */
export interface EventEnvelope {
  subject: string;
  event: EntryEvent;
}

/** Which events of a subject: at most `limit` behind the number `after`. */
export interface EventRange {
  after: number;
  limit: number;
}

/** Every event, for ever. */
export interface Audit {
  /** Writes an event once: again is no error, and another one under its number is a CorruptRecord. */
  append(envelope: EventEnvelope): Promise<void>;
  /** In their order, each read by `schema`; a torn one is a CorruptRecord. */
  list<Event>(
    schema: z.ZodType<Event>,
    subject: string,
    range: EventRange,
  ): Promise<{ items: Event[]; more: boolean }>;
}

/** The bus that events are published to; returns the ids of those which were accepted. */
export interface Bus {
  publish(events: EntryEvent[]): Promise<string[]>;
  /** Tells people about something that no entry's own events can: a sweep that cannot handle an item. */
  alarm(type: 'SweepFailing', detail: Record<string, unknown>): Promise<void>;
}

/** Promises under Idempotency-Keys. */
export interface Reservations {
  reserve(reservation: Reservation): Promise<boolean>;
  get(actor: string, key: string): Promise<Reservation | undefined>;
  confirm(reservation: Reservation, keepUntil: Instant): Promise<void>;
  release(reservation: Reservation): Promise<void>;
}

/** An item that the sweep must look at. */
export interface DueItem {
  pk: string;
  sk: string;
  dueAt: Instant;
}

/** An item taken by a sweep: for how long, at which attempt, and what it holds. */
export interface Claim {
  attempts: number;
  claimedUntil: Instant;
  body: unknown;
}

/** The index of everything that has a timer. */
export interface DueIndex {
  due(now: Instant): AsyncGenerator<DueItem[]>;
  /** Takes an item for this sweep and reads it, consistently; undefined when somebody else did. */
  claim(item: DueItem, until: (attempts: number) => Instant): Promise<Claim | undefined>;
  rest(item: DueItem, claimedUntil: Instant, next: Instant): Promise<void>;
}

/** An entry that should be gone since `since`, and is not. */
export interface OverdueEntry {
  since: Instant;
  status: string;
}

/** The index of what is to be gone, by when. */
export interface OverdueIndex {
  /** Those of the partition, which is a kind's prefix. */
  overdue(partition: string, now: Instant): Promise<OverdueEntry[]>;
}

/** Where operations say what they could not do now and somebody else will do later. */
export interface Log {
  warn(message: string, detail: Record<string, unknown>): void;
}

/** Where facts are counted and measured; what cannot be measured fails nothing. */
export interface Meter {
  emit(measurements: Measurement[]): void;
}

/** What every decision needs: a time, and ids that grow. */
export interface DecidingDeps {
  clock: () => Instant;
  newId: () => string;
}

/** What delivering a decided write needs, whatever it is about. */
export interface RegistryDeps extends DecidingDeps {
  audit: Audit;
  bus: Bus;
  log: Log;
  meter: Meter;
}

/** What visiting what is due needs besides. */
export interface VisitDeps extends RegistryDeps {
  due: DueIndex;
}

/** What a sweep needs besides. */
export interface SweepDeps extends VisitDeps {
  overdue: OverdueIndex;
}
