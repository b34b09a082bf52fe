import * as z from 'zod';

/** Of one target, so that what is written of the runs at work leaves room for those in line. */
const mostAtOnce = 100;

/** How many runs of a target may be at work at once: those that make or change, and, counted by themselves, those that destroy. */
export const SlotCounts = z.strictObject({
  runs: z
    .int()
    .min(1)
    .max(mostAtOnce)
    .describe('How many provisions, changes, checks for drift and previews may be at work at once.'),
  destroys: z
    .int()
    .min(1)
    .max(mostAtOnce)
    .describe('How many destroys may be at work at once, counted separately.'),
});
export type SlotCounts = z.infer<typeof SlotCounts>;
