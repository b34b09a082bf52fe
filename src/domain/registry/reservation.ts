import * as z from 'zod';
import { day, Instant, minute } from '../base/time';

/** What an Idempotency-Key of an actor stands for: the digest of its request, and the life or the build it was promised. */
export const Reservation = z.strictObject({
  actor: z.string(),
  key: z.string(),
  digest: z.string(),
  id: z.ulid(),
  /** What was promised; absent: an environment. */
  of: z.literal('image-build').optional(),
  name: z.string(),
  confirmed: z.boolean(),
  dueAt: Instant,
});
export type Reservation = z.infer<typeof Reservation>;

/** Longer than the longest handler may run: after it, nobody can still be about to write the environment. */
export const unconfirmedWindow = 15 * minute;
/** How long a repeated request is still answered with the environment it first made. */
export const confirmedWindow = 7 * day;
