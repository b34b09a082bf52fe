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

/**
 * What one resource costs, in USD: `monthly` by time, null where no part of it is priced so; `byUse`: a part costs by use;
 * `unpriced`: a part has no price. With none of the three it is free.
 */
export const ResourcePrice = z.strictObject({
  monthly: z.number().nonnegative().nullable(),
  byUse: z.boolean(),
  unpriced: z.boolean(),
});
export type ResourcePrice = z.infer<typeof ResourcePrice>;
