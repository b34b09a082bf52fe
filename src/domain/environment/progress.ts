import * as z from 'zod';
import { Instant } from '../base/time';
import { longestAddress } from './outcome';

/** One resource Terraform is at work on, since when in seconds; `action` as people read it (`creating`). */
export const CurrentResource = z.strictObject({
  address: z.string().max(longestAddress),
  action: z.string().max(40),
  seconds: z.number().nonnegative(),
});

/**
 * What a build last reported about its run: it decides nothing. `counter` grows with each heartbeat; `step` is what
 * the runner does now (`init`, `plan`, `apply`, `verify`); `total` is 0 until a plan is known.
 */
export const Progress = z.strictObject({
  counter: z.number().int().nonnegative(),
  at: Instant,
  step: z.string().max(40),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  current: z.array(CurrentResource).max(20),
});
export type Progress = z.infer<typeof Progress>;
