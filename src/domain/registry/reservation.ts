import * as z from 'zod';
import { day, Instant, minute } from '../base/time';

/** What an Idempotency-Key of an actor stands for: the digest of its request, and the id of what it was promised. */
export const Reservation = z.strictObject({
  actor: z.string(),
  key: z.string(),
  digest: z.string(),
  id: z.ulid(),
  /** The sort of thing that was promised; the table of kinds says what is found under it, and what under none. */
  of: z.string().optional(),
  name: z.string(),
  confirmed: z.boolean(),
  dueAt: Instant,
});
export type Reservation = z.infer<typeof Reservation>;

/** Longer than the longest handler may run: after it, nobody can still be about to write what was promised. */
export const unconfirmedWindow = 15 * minute;
/** How long a repeated request returns what it first made. */
export const confirmedWindow = 7 * day;

/** The key of a reservation's item: its prefix, and what stands behind it. */
export const reservationKey = {
  prefix: 'KEY',
  of: (actor: string, key: string) => `${encodeURIComponent(actor)}#${key}`,
};
