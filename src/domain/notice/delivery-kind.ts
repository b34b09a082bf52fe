import { cutAt } from '../base/cut-text';
import { DomainError } from '../base/errors';
import { type Instant, plus } from '../base/time';
import type { EntryChange, EntryKind } from '../registry/entry';
import {
  Delivery,
  type DeliveryAttempt,
  deliveryDueAt,
  firstAttemptWindow,
  mostAttemptsKept,
} from './delivery';
import { longestRound, nextAttempt } from './next-attempt';
import { noticesShard } from './notices-shard';
import { readRetryAfter } from './retry-after';

/** What came of an attempt; `final` is a failure that no repetition mends, `retryAfter` the header of that name as it came. */
export interface Sent {
  ok: boolean;
  status: number | null;
  reason: string;
  final?: boolean;
  retryAfter?: string;
}

/** What is said of a delivery. */
export type DeliveryCommand = ({ type: 'note-attempt' } & Sent) | { type: 'send-again' };

const prefix = 'DELIVERY';

/** Where the deliveries of a status are listed. */
export function listOf(status: Delivery['status']): string {
  return `DELIVERIES#${status}`;
}

/** Deliveries as entries of the registry: nothing happens to one that anybody else must know, so they have no events. */
export const deliveryKind: EntryKind<Delivery, DeliveryCommand> = {
  prefix,
  schema: Delivery,
  keyOf: ({ id }) => id,
  decide: decideDelivery,
  toEvent: () => {
    throw new Error('A delivery has no events.');
  },
  subjectOf: () => prefix,
  measure: () => [],
  dueAt: deliveryDueAt,
  dueIn: noticesShard,
  list: 'DELIVERIES',
  indexes: ({ id, createdAt, status, to }) => ({
    sort: `${createdAt} ${id}`,
    owner: listOf(status),
    shown: { status, to },
  }),
  newestFirst: true,
  logIds: ({ id }) => ({ delivery: id }),
  logKey: (delivery) => ({ delivery }),
  absent: (delivery) => new DomainError('DeliveryNotFound', { delivery }),
};

function decideDelivery(
  seen: Delivery,
  command: DeliveryCommand,
  { now }: { now: Instant },
): EntryChange<Delivery> | null {
  if (command.type === 'send-again') return sendAgain(seen, now);
  const { type: _, ...sent } = command;
  return noteAttempt(seen, sent, now);
}

/** What arrived stays delivered, whatever an attempt at the same time says. */
function noteAttempt(
  seen: Delivery,
  { final = false, retryAfter, ...sent }: Sent,
  now: Instant,
): EntryChange<Delivery> | null {
  if (seen.status !== 'waiting') return null;
  const asked =
    retryAfter === undefined ? undefined : readRetryAfter(retryAfter, { now, most: longestRound });
  const attempt: DeliveryAttempt = {
    at: now,
    ...sent,
    reason: cutAt(300, sent.reason + wordsOf(asked, now)),
  };
  const attempts = [...seen.attempts, attempt].slice(-mostAttemptsKept);
  if (sent.ok) return changed({ ...seen, attempts, status: 'delivered', nextAt: null });
  const failures = seen.failures + 1;
  const round = { began: seen.began ?? seen.createdAt, failures };
  const next = final ? undefined : nextAttempt(round, { asked, now });
  if (!next) return changed({ ...seen, attempts, failures, status: 'dead', nextAt: null });
  return changed({ ...seen, attempts, failures: next.failures, nextAt: next.at });
}

/** Of what a receiver sends, only the time that it stands for is shown. */
function wordsOf(asked: Instant | undefined, now: Instant): string {
  return asked === undefined || asked <= now ? '' : `, and asks to be called after ${asked}`;
}

/** A dead one begins anew, with all its pauses; one that waits is tried now. */
function sendAgain(seen: Delivery, now: Instant): EntryChange<Delivery> {
  if (seen.status === 'delivered') throw new DomainError('AlreadyDelivered', { delivery: seen.id });
  const nextAt = plus(now, firstAttemptWindow / 2);
  return changed({ ...seen, status: 'waiting', failures: 0, began: now, nextAt });
}

function changed(entry: Delivery): EntryChange<Delivery> {
  return { entry, events: [], effects: [] };
}
