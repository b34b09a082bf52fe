import * as z from 'zod';
import { Instant } from '../base/time';

/** How many runs hold slots of a target, how many wait for one, and since when the oldest of those does. */
const LaneLoad = z.strictObject({
  atWork: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  oldest: Instant.nullable().describe(
    'Since when the run waits that has waited longest; null where none does.',
  ),
});
export type LaneLoad = z.infer<typeof LaneLoad>;

/** The same of both lines of a target: of those that destroy, and of all others. */
export const TargetLoad = z.strictObject({ runs: LaneLoad, destroys: LaneLoad });
export type TargetLoad = z.infer<typeof TargetLoad>;
