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

/** When an environment is put to sleep and woken; `edge`: nothing that the schedule has up to then is done any more. */
export const SleepPlan = z.strictObject({ sleep: z.string(), edge: Instant });
export type SleepPlan = z.infer<typeof SleepPlan>;
