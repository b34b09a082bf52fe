import type * as z from 'zod';
import type { EntryEvent } from '../../domain/registry/entry';
import type { RegistryDeps } from '../ports/registry';

const pageSize = 100;

/** The events of an entry's present life: how and where the audit has them, and those that it may not have yet. */
interface EventsOf<Event extends EntryEvent> {
  schema: z.ZodType<Event>;
  subject: string;
  seq: number;
  undelivered: readonly Event[];
}

/** What happened to the present life of an entry, in order, behind the sequence number `after`; `next` goes on. */
export async function pageOfEvents<Event extends EntryEvent>(
  { schema, subject, seq, undelivered }: EventsOf<Event>,
  after: number,
  { audit }: Pick<RegistryDeps, 'audit'>,
): Promise<{ items: Event[]; next: string | null }> {
  const { items, more } = await audit.list(schema, subject, { after, limit: pageSize });
  // What the audit was given after the entry was read is behind its head.
  const known = items.filter((event) => event.seq <= seq);
  const last = known.at(-1)?.seq ?? after;
  if (more) return { items: known, next: String(last) };
  return { items: [...known, ...undelivered.filter((event) => event.seq > last)], next: null };
}
