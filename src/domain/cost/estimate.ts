import { hoursPerMonth, toNanos, toUsd, type Nanos } from './money';
import { pricesOf, type PriceKey } from './price-book';
import { priceResource } from './price-resource';
import type { Fixed, Metered, PricedResource } from './resource';

/** One fixed part of one resource; amounts in USD, exact to the nano-dollar. */
export interface EstimateLine {
  address: string;
  type: string;
  item: string;
  description: string;
  count: number;
  hourly: number;
  monthly: number;
}

/** A part that costs by use: `usd` for each `unit`, in no total. */
export interface UsageCost {
  address: string;
  type: string;
  description: string;
  usd: number;
  unit: string;
}

/** What resources cost, in USD exact to the nano-dollar; a month has 730 hours. Usage and unpriced parts are in no total. */
export interface Estimate {
  currency: 'USD';
  region: string;
  /** The region whose prices were used; not `region` when the book has none for it. */
  pricedAs: string;
  hourly: number;
  monthly: number;
  /** `hourly` × `leaseHours`; null for a permanent lease. */
  lease: number | null;
  leaseHours: number | null;
  lines: EstimateLine[];
  usage: UsageCost[];
  /** Resources, or parts of them, without a price: `address: reason`. */
  unpriced: string[];
  /** What was assumed: `address: assumption`. */
  notes: string[];
  unverified: boolean;
  unverifiedPrices: string[];
  /** The oldest date on which a price in use was read; null when none has one. */
  pricesAsOf: string | null;
}

export interface EstimateOptions {
  region: string;
  /** Hours of the lease, null for a permanent one. */
  leaseHours: number | null;
}

type Book = ReturnType<typeof pricesOf>;

/** Estimates what the resources cost per hour, month and lease, naming what it cannot price. Throws on a negative lease. */
export function estimateCost(resources: readonly PricedResource[], options: EstimateOptions): Estimate {
  const book = pricesOf(options.region);
  const priced = resources
    .filter(({ count }) => count > 0)
    .map((resource) => ({ resource, ...priceResource(resource) }));
  const lines = priced.flatMap(({ resource, fixed = [] }) =>
    fixed.map((part) => lineOf(part, resource, book)),
  );
  const usage = priced.flatMap(({ resource, metered = [] }) =>
    metered.map((part) => usageOf(part, resource, book)),
  );
  const parts = priced.flatMap(({ fixed = [], metered = [] }) => [...fixed, ...metered]);
  return {
    currency: 'USD',
    region: options.region,
    pricedAs: book.region,
    ...totals(lines, options.leaseHours),
    lines: lines.map(({ hourly, monthly, ...line }) => ({
      ...line,
      hourly: toUsd(hourly),
      monthly: toUsd(monthly),
    })),
    usage,
    unpriced: priced.flatMap(({ resource, unpriced = [] }) =>
      unpriced.map((why) => `${resource.address}: ${why}`),
    ),
    notes: [
      ...regionNotes(options.region, book),
      ...priced.flatMap(({ resource, notes = [] }) => notes.map((note) => `${resource.address}: ${note}`)),
    ],
    ...trust(parts, options.region, book),
  };
}

function lineOf(part: Fixed, { address, type, count }: PricedResource, { prices }: Book) {
  let [hourly, monthly]: [Nanos, Nanos] = [0, 0];
  for (const { price, quantity } of part.charges) {
    const { usd, per } = prices[price];
    hourly += toNanos((per === 'month' ? usd / hoursPerMonth : usd) * quantity * count);
    monthly += toNanos((per === 'month' ? usd : usd * hoursPerMonth) * quantity * count);
  }
  return { address, type, item: part.item, description: part.description, count, hourly, monthly };
}

function usageOf(part: Metered, { address, type }: PricedResource, { prices }: Book): UsageCost {
  const usd = part.charges.reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);
  return { address, type, description: part.description, usd: Number(usd.toFixed(12)), unit: part.unit };
}

function totals(lines: readonly { hourly: Nanos; monthly: Nanos }[], leaseHours: number | null) {
  if (leaseHours !== null && !(leaseHours >= 0))
    throw new RangeError(`A lease of ${leaseHours} hours has no cost.`);
  const hourly = lines.reduce((sum, line) => sum + line.hourly, 0);
  const monthly = lines.reduce((sum, line) => sum + line.monthly, 0);
  const lease = leaseHours === null ? null : toUsd(Math.round(hourly * leaseHours));
  return { hourly: toUsd(hourly), monthly: toUsd(monthly), lease, leaseHours };
}

/** Prices of another region are no better than a guess, whatever date they carry. */
function trust(parts: readonly Fixed[], region: string, { prices, region: pricedAs }: Book) {
  const keys = [...new Set(parts.flatMap((part) => part.charges.map(({ price }) => price)))].sort();
  const unverified = keys.filter((key) => region !== pricedAs || 'unverified' in prices[key]);
  const dates = keys.flatMap((key) => readOn(prices[key])).sort();
  return {
    unverified: unverified.length > 0,
    unverifiedPrices: unverified as string[],
    pricesAsOf: dates[0] ?? null,
  };
}

const readOn = (price: Book['prices'][PriceKey]) => ('readOn' in price ? [price.readOn] : []);

function regionNotes(region: string, book: Book): string[] {
  return region === book.region
    ? []
    : [`The price book has no prices for ${region}; those of ${book.region} are shown.`];
}
