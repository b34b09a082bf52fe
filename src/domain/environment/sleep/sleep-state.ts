import * as z from 'zod';
import { Instant } from '../../base/time';

/** What a run does that changes nothing but whether an environment sleeps. */
export const Transition = z.enum(['sleep', 'wake']);
export type Transition = z.infer<typeof Transition>;

/** What an environment costs in a month awake and asleep, in USD, as its template estimates it, and which it is to be. */
export const Nap = z.strictObject({
  asleep: z.boolean(),
  monthly: z.strictObject({ awake: z.number().nonnegative(), asleep: z.number().nonnegative() }),
});
export type Nap = z.infer<typeof Nap>;

/** A quota without room, in the words of its refusal: whose it is and of what, its limit, what is used and what more is needed. */
export const FullQuota = z.strictObject({
  holder: z.string(),
  quota: z.string(),
  limit: z.string(),
  used: z.string(),
  asked: z.string(),
});
export type FullQuota = z.infer<typeof FullQuota>;

/** A wake of the schedule that waits for room in a quota: when it was to be, and since when it is known to wait. */
export const WakeWait = z.strictObject({ ...FullQuota.shape, edge: Instant, since: Instant });
export type WakeWait = z.infer<typeof WakeWait>;

/** When an environment is put to sleep and woken; `edge`: nothing that the schedule has up to then is done any more. */
export const SleepPlan = z.strictObject({ sleep: z.string(), edge: Instant, waits: WakeWait.optional() });
export type SleepPlan = z.infer<typeof SleepPlan>;
