import * as z from 'zod';
import { day, hour, Instant, instant, plus } from '../base/time';

/** Why the actual cost of a life is not known; nothing of it ever stands for 0. */
export const WhyUnavailable = z.enum([
  'local-plane',
  'turned-off',
  'no-data',
  'negative',
  'foreign-currency',
  'unreadable',
  'not-enabled',
  'not-allowed',
  'throttled',
  'unreachable',
]);
export type WhyUnavailable = z.infer<typeof WhyUnavailable>;

/** What Cost Explorer has for a life, in USD; `estimated` until AWS has closed the month. */
export const ActualCost = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('known'), usd: z.number().positive(), estimated: z.boolean() }),
  z.strictObject({ result: z.literal('unavailable'), why: WhyUnavailable, words: z.string().max(300) }),
]);
export type ActualCost = z.infer<typeof ActualCost>;

/** How long after the end of a life its cost is in Cost Explorer. */
const billedAfter = 72 * hour;
const retryAfter = day;
/** So often it is asked for; each time costs a cent. */
const mostAsks = 5;

/** The actual cost of an ended life: `dueAt` is when it is asked for next, null when it is not any more. */
export const Bill = z.strictObject({
  life: z.ulid(),
  environment: z.string(),
  endedAt: Instant,
  dueAt: Instant.nullable(),
  asks: z.int().nonnegative(),
  actual: ActualCost.nullable(),
  askedAt: Instant.nullable(),
});
export type Bill = z.infer<typeof Bill>;

/** The key of a bill's item: its prefix, and what stands behind it. */
export const billKey = { prefix: 'BILL', of: (life: string) => life };

/** Of a life that has just ended. */
export function newBill(ended: Pick<Bill, 'life' | 'environment' | 'endedAt'>): Bill {
  return { ...ended, dueAt: plus(ended.endedAt, billedAfter), asks: 0, actual: null, askedAt: null };
}

/** The bill with an answer; what may still come is asked for again a day later, a few times. */
export function withAnswer(bill: Bill, actual: ActualCost, now: Instant): Bill {
  const asks = bill.asks + 1;
  const isFinal = actual.result === 'known' || isPermanent(actual.why) || asks >= mostAsks;
  return { ...bill, asks, actual, askedAt: now, dueAt: isFinal ? null : plus(now, retryAfter) };
}

function isPermanent(why: WhyUnavailable): boolean {
  return why === 'local-plane' || why === 'turned-off' || why === 'foreign-currency';
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** When a life began, as its id says it. */
export function beganAt(life: string): Instant {
  return instant([...life.slice(0, 10)].reduce((ms, digit) => ms * 32 + digits.indexOf(digit), 0));
}

/** The actual cost as people are shown it. */
export const ActualView = z.strictObject({
  result: z.enum(['pending', 'known', 'unavailable']),
  usd: z.number().positive().optional(),
  estimated: z.boolean().describe('True until AWS has closed the month.').optional(),
  why: WhyUnavailable.optional(),
  words: z.string().optional(),
  askedAt: Instant.nullable(),
  nextAt: Instant.nullable().describe('When it is requested next; null if it is not any more.'),
});
export type ActualView = z.infer<typeof ActualView>;

export function showBill({ actual, askedAt, dueAt: nextAt }: Bill): ActualView {
  return { ...(actual ?? { result: 'pending' as const }), askedAt, nextAt };
}
