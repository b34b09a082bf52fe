import * as z from 'zod';
import type { Estimate } from './estimate';

/** What an estimate comes to, line by line, in USD. */
export const EstimateDocument = z.strictObject({
  currency: z.literal('USD'),
  region: z.string(),
  pricedAs: z.string(),
  hourly: z.number(),
  monthly: z.number(),
  lease: z.number().nullable(),
  leaseHours: z.number().nullable(),
  lines: z.array(
    z.strictObject({
      address: z.string(),
      type: z.string(),
      item: z.string(),
      description: z.string(),
      count: z.number(),
      hourly: z.number(),
      monthly: z.number(),
    }),
  ),
  usage: z.array(
    z.strictObject({
      address: z.string(),
      type: z.string(),
      description: z.string(),
      usd: z.number(),
      unit: z.string(),
    }),
  ),
  unpriced: z.array(z.string()),
  notes: z.array(z.string()),
  unverified: z.boolean(),
  unverifiedPrices: z.array(z.string()),
  pricesAsOf: z.string().nullable(),
}) satisfies z.ZodType<Estimate>;
