import * as z from 'zod';
import book from './prices.json';

const common = {
  usd: z.number().positive(),
  per: z.enum(['hour', 'month', 'use']),
  unit: z.string().min(1),
  source: z.url({ protocol: /^https$/ }),
};

/**
 * One list price: USD per unit, where AWS publishes it, and the date of the list (or of the copy of it) that it was read
 * from; `unverified` when no dated list was at hand. A change of `usd` also sets `readOn`.
 */
export const Price = z.union([
  z.strictObject({ ...common, readOn: z.iso.date() }),
  z.strictObject({ ...common, unverified: z.literal(true) }),
]);
export type Price = z.infer<typeof Price>;

/** The region whose prices stand in where the book has none. */
export const homeRegion = 'us-east-1';

export type PriceKey = keyof (typeof book)[typeof homeRegion];
type Prices = Record<PriceKey, Price>;

const regions = z.record(z.string(), z.record(z.string(), Price)).parse(book) as Record<string, Prices>;

/** The prices of a region, or those of us-east-1 where the book has none for it; `region` says whose they are. */
export function pricesOf(region: string): { region: string; prices: Prices } {
  const own = Object.hasOwn(regions, region) ? regions[region] : undefined;
  return own ? { region, prices: own } : { region: homeRegion, prices: regions[homeRegion] as Prices };
}

/** Whether the book has a price of that name, for names made from what a resource says (`rds-postgres-db.t3.micro`). */
export function isPriceKey(key: string): key is PriceKey {
  return Object.hasOwn(book[homeRegion], key);
}
