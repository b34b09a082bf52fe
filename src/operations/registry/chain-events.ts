import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/base/canonical-json';
import type { EntryDecision } from '../../domain/registry/decide-entry';
import type { Entry, EventOf } from '../../domain/registry/entry';

/** The digest by which the event after it holds this one. */
export function digestOf(event: object): string {
  return createHash('sha256').update(canonicalJson(event)).digest('hex');
}

/**
 * The decision with its events chained behind `head`: each holds the digest of the one before it, and the entry that of the
 * last. They are written with the entry, by one conditional write, so a chain has neither holes nor forks.
 */
export function chainEvents<E extends Entry>(
  decision: EntryDecision<E>,
  head: string | undefined,
): EntryDecision<E> {
  if (decision.events.length === 0) return decision;
  const chained = new Map<string, EventOf<E>>();
  let last = head;
  for (const event of decision.events) {
    const linked = { ...event, previous: last ?? null };
    chained.set(event.id, linked);
    last = digestOf(linked);
  }
  const outbox = decision.entry.outbox.map((event) => chained.get(event.id) ?? event);
  return { ...decision, events: [...chained.values()], entry: { ...decision.entry, outbox, head: last } };
}
