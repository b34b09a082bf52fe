import * as z from 'zod';
import book from './prices.json';

const common = {
  usd: z.number().positive(),
  per: z.enum(['hour', 'month', 'use']),
  unit: z.string().min(1),
  source: z.url({ protocol: /^https$/ }),
};

/** What `npm run prices` took from a list: the product, and the digest of the whole list. */
const ofList = { sku: z.string().optional(), sha256: z.hash('sha256').optional() };

/**
 * One list price: USD per unit, where AWS publishes it, and the date of the list (or of the copy of it) that it was read
 * from; `unverified` when no dated list was at hand. A change of `usd` also sets `readOn`.
 */
export const Price = z.union([
  z.strictObject({ ...common, readOn: z.iso.date(), ...ofList }),
  z.strictObject({ ...common, unverified: z.literal(true) }),
]);
export type Price = z.infer<typeof Price>;

/** The region whose prices stand in where the book has none. */
export const homeRegion = 'us-east-1';

export type PriceKey = keyof (typeof book)[typeof homeRegion];
type Prices = Record<PriceKey, Price>;

type Regions = Record<string, Partial<Prices>>;
const regions = z.record(z.string(), z.record(z.string(), Price)).parse(book) as Regions;

/** The prices for a region: its own, and those of us-east-1 where the book has none; `region` is us-east-1 where it has no single one. */
export interface RegionPrices {
  region: string;
  prices: Prices;
  isBorrowed: (key: PriceKey) => boolean;
}

export function pricesOf(region: string, all: Regions = regions): RegionPrices {
  const own = (Object.hasOwn(all, region) ? all[region] : undefined) ?? {};
  const prices = { ...(all[homeRegion] as Prices), ...own };
  const whose = Object.keys(own).length > 0 ? region : homeRegion;
  return { region: whose, prices, isBorrowed: (key) => !Object.hasOwn(own, key) };
}

/** Whether the book has a price of that name, for names made from what a resource says (`rds-postgres-db.t3.micro`). */
export function isPriceKey(key: string): key is PriceKey {
  return Object.hasOwn(book[homeRegion], key);
}
