import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/base/canonical-json';
import type { DomainEvent, EventPage } from './typed/types';

/** What the chain of a life's events says. */
export interface ChainReport {
  life: string;
  events: number;
  /** The first event that holds a digest of the one before it; null where none does. */
  chainedFrom: number | null;
  /** The digest of the last event; null where that is not chained. */
  head: string | null;
  /** The digest of the last event of the life before; null where there was none, or it is not chained. */
  previousLife: string | null;
  /** Where the chain breaks first, and how; null where it is whole. */
  fault: { seq: number; reason: string } | null;
}

/**
 * Walks the events of a life and finds what is missing, changed, or out of order. The digests are computed here, of what
 * was received: the word of the control plane is not taken for it.
 */
export function verifyEvents({ items, head }: EventPage): ChainReport {
  const chainedFrom = items.find(({ previous }) => previous !== undefined)?.seq ?? null;
  return {
    life: head.life,
    events: items.length,
    chainedFrom,
    head: head.digest,
    previousLife: items[0]?.previous ?? null,
    fault: findBreak(items, head, chainedFrom) ?? findWrongEnd(items, head),
  };
}

function findBreak(
  items: readonly DomainEvent[],
  { life }: EventPage['head'],
  chainedFrom: number | null,
): ChainReport['fault'] {
  for (const [index, event] of items.entries()) {
    const seq = index + 1;
    if (event.life !== life) return { seq, reason: `it belongs to the life ${event.life}` };
    if (event.seq !== seq) return { seq, reason: `it is missing: event ${event.seq} is in its place` };
    const before = items[index - 1];
    const reason = before && linkFault(event, before, chainedFrom);
    if (reason !== undefined) return { seq, reason };
  }
  return null;
}

function linkFault({ seq, previous }: DomainEvent, before: DomainEvent, from: number | null) {
  if (from === null || seq < from) return undefined;
  if (seq === from && previous === null) return undefined;
  if (previous === digestOf(before)) return undefined;
  return previous === undefined || previous === null
    ? `it has no digest of event ${before.seq}, although the chain began at event ${from}`
    : `it does not hold the digest of event ${before.seq}: one of the two was changed`;
}

function findWrongEnd(items: readonly DomainEvent[], head: EventPage['head']): ChainReport['fault'] {
  const last = items.at(-1);
  const seq = last?.seq ?? 0;
  if (seq !== head.seq) return { seq: seq + 1, reason: `it is missing: the last one is event ${head.seq}` };
  const chained = last?.previous !== undefined;
  if (!last || (head.digest === null && !chained) || head.digest === digestOf(last)) return null;
  return { seq, reason: 'it was changed: the environment has a different digest of it' };
}

function digestOf(event: DomainEvent): string {
  return createHash('sha256').update(canonicalJson(event)).digest('hex');
}
