import * as z from 'zod';

/** What an estimate comes to, in USD; `lease` is null for a permanent lease. `unpriced` names what has no price. */
export const CostSummary = z.strictObject({
  source: z.enum(['template', 'plan']),
  hourly: z.number().nonnegative(),
  monthly: z.number().nonnegative(),
  lease: z.number().nonnegative().nullable(),
  unpriced: z.array(z.string().max(120)).max(20),
  unverified: z.boolean(),
});
export type CostSummary = z.infer<typeof CostSummary>;
