import * as z from 'zod';
import { Instant, latest, minute, plus } from '../base/time';
import { newEntry } from '../registry/new-entry';
import { Notice } from './notice';

/** An attempt to deliver: what came of it. `status` is the receiver's answer, null where there was none. */
export const DeliveryAttempt = z.strictObject({
  at: Instant,
  ok: z.boolean(),
  status: z.int().nullable(),
  reason: z.string().max(300),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** What lies behind `to` where a notice goes to the topic of the stage. */
export const toTopic = 'topic';

/** The attempts that are kept, the newest last. */
export const mostAttemptsKept = 12;

/** A notice on its way to one receiver. `round` counts how often a person had it sent again. */
export const Delivery = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  to: z.string().regex(/^(?:topic|[0-7][0-9A-HJKMNP-TV-Z]{25})$/),
  notice: Notice,
  status: z.enum(['waiting', 'delivered', 'dead']),
  /** Attempts of this round that failed, or were passed over because the receiver asked for time. */
  failures: z.int().nonnegative(),
  attempts: z.array(DeliveryAttempt).max(mostAttemptsKept),
  nextAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  seq: z.int().nonnegative(),
  outbox: z.array(z.never()),
  effects: z.array(z.never()),
  requests: z.array(z.never()),
  /** When a person had this round begin; absent in the first one. */
  began: Instant.optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Whoever writes it makes the first attempt at once; what a crash leaves of that is found after this. */
export const firstAttemptWindow = minute;

/** The key of a notice to a receiver: the same notice to the same receiver is one delivery, however often its event comes. */
export function deliveryId(notice: Pick<Notice, 'id'>, to: Delivery['to']): string {
  return `${notice.id}.${to}`;
}

/** A notice that has yet to be sent. */
export function newDelivery(notice: Notice, to: Delivery['to'], now: Instant): Delivery {
  return {
    ...newEntry(now),
    id: deliveryId(notice, to),
    version: 1,
    to,
    notice,
    status: 'waiting',
    failures: 0,
    attempts: [],
    nextAt: plus(now, firstAttemptWindow),
    createdAt: now,
  };
}

/** When it is to be tried; undefined where it is over. */
export function deliveryDueAt({ status, nextAt }: Delivery, from?: Instant): Instant | undefined {
  if (status !== 'waiting' || nextAt === null) return undefined;
  return from === undefined ? nextAt : latest(nextAt, from);
}
