import type { ResourcePrice } from './cost-summary';
import { addUp, hoursPerMonth, type Nanos, toNanos, toUsd } from './money';
import { homeRegion, pricesOf, type Price } from '../resources/price-book';
import { noPrice, priceResource } from './price-resource';
import type { Fixed, Metered, Priced, PricedResource } from '../resources/pricing';

/** One fixed part of one resource; USD, exact to the nano-dollar. */
export interface EstimateLine {
  address: string;
  type: string;
  /** Short, stable name of the part: `instance`, `storage`. */
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
type Of<Part> = { resource: PricedResource; part: Part };

/** What the resources cost per hour, month and lease; what has no price is named. Throws a RangeError on a negative lease. */
export function estimateCost(resources: readonly PricedResource[], options: EstimateOptions): Estimate {
  const book = pricesOf(options.region);
  const parts = partsOf(resources);
  const lines = parts.fixed.map((part) => lineOf(part, book));
  const trust = trustIn([...parts.fixed, ...parts.metered], options.region, book);
  return {
    currency: 'USD',
    region: options.region,
    pricedAs: book.region,
    ...totalsOf(lines, options.leaseHours),
    lines,
    usage: parts.metered.map((part) => usageOf(part, book)),
    unpriced: parts.unpriced.map(sentence),
    ...trust,
    notes: [...trust.notes, ...parts.notes.map(sentence)],
  };
}

/**
 * What the resources come to at the least, whatever a plan adds to them or says of what is only assumed; `unpriced` are those
 * that have no price whatever a plan says.
 */
export function estimateAtLeast(
  resources: readonly PricedResource[],
  { region, leaseHours }: EstimateOptions,
): Pick<Estimate, 'monthly' | 'lease' | 'unpriced'> {
  const book = pricesOf(region);
  const parts = partsOf(resources);
  const sure = parts.fixed.filter(({ part }) => part.assumed !== true).map((part) => lineOf(part, book));
  const { monthly, lease } = totalsOf(sure, leaseHours);
  return {
    monthly,
    lease,
    unpriced: parts.unpriced.filter(({ part }) => part === noPrice).map(sentence),
  };
}

/** What a resource costs for each hour that it exists; `byUse` and `unpriced` parts are not in it. */
export interface ResourceRate {
  type: string;
  hourly: Nanos;
  byUse: boolean;
  unpriced: boolean;
}

/** The rate of each resource by its address, of the same parts as the whole. */
export function rateEach(
  resources: readonly PricedResource[],
  { region }: Pick<EstimateOptions, 'region'>,
): Map<string, ResourceRate> {
  const book = pricesOf(region);
  return new Map(resources.map((resource) => [resource.address, rateOfOne(resource, book)]));
}

function rateOfOne(resource: PricedResource, book: Book): ResourceRate {
  const { fixed = [], metered = [], unpriced = [] } = priceResource(resource);
  const hourly = addUp(fixed.map((part) => lineOf({ resource, part }, book).hourly));
  const { type } = resource;
  return { type, hourly: toNanos(hourly), byUse: metered.length > 0, unpriced: unpriced.length > 0 };
}

/** The price of each resource by its address, of the same parts as the whole. */
export function priceEach(
  resources: readonly PricedResource[],
  { region }: Pick<EstimateOptions, 'region'>,
): Map<string, ResourcePrice> {
  const book = pricesOf(region);
  return new Map(resources.map((resource) => [resource.address, priceOfOne(resource, book)]));
}

function priceOfOne(resource: PricedResource, book: Book): ResourcePrice {
  const { fixed = [], metered = [], unpriced = [] } = priceResource(resource);
  const lines = fixed.map((part) => lineOf({ resource, part }, book));
  const monthly = lines.length > 0 ? addUp(lines.map((line) => line.monthly)) : null;
  return { monthly, byUse: metered.length > 0, unpriced: unpriced.length > 0 };
}

/** What the pricers say of all resources, sorted by what it is; a resource with a count of none is not there. */
function partsOf(resources: readonly PricedResource[]) {
  const all = resources
    .filter(({ count }) => count > 0)
    .map((resource) => ({ resource, ...priceResource(resource) }));
  const pick = <Part>(read: (priced: Priced) => Part[] | undefined): Of<Part>[] =>
    all.flatMap((one) => (read(one) ?? []).map((part) => ({ resource: one.resource, part })));
  return {
    fixed: pick(({ fixed }) => fixed),
    metered: pick(({ metered }) => metered),
    unpriced: pick(({ unpriced }) => unpriced),
    notes: pick(({ notes }) => notes),
  };
}

const sentence = ({ resource, part }: Of<string>) => `${resource.address}: ${part}`;

/** Rounds once, to nano-dollars; hour and month separately, since a price per month has no exact hour. */
function lineOf({ resource: { address, type, count }, part }: Of<Fixed>, { prices }: Book): EstimateLine {
  const sum = (hours: number) =>
    part.charges.reduce((usd, { price, quantity = 1 }) => {
      const share = prices[price].per === 'month' ? hours / hoursPerMonth : hours;
      return usd + prices[price].usd * share * quantity * count;
    }, 0);
  const [hourly, monthly] = [toUsd(toNanos(sum(1))), toUsd(toNanos(sum(hoursPerMonth)))];
  return { address, type, item: part.item, description: part.description, count, hourly, monthly };
}

function usageOf({ resource: { address, type }, part }: Of<Metered>, { prices }: Book): UsageCost {
  const usd = part.charges.reduce((sum, { price, quantity = 1 }) => sum + prices[price].usd * quantity, 0);
  return { address, type, description: part.description, usd: Number(usd.toFixed(12)), unit: part.unit };
}

function totalsOf(lines: readonly EstimateLine[], leaseHours: number | null) {
  if (leaseHours !== null && !(leaseHours >= 0))
    throw new RangeError(`A lease of ${leaseHours} hours cannot be priced.`);
  const hourly = addUp(lines.map((line) => line.hourly));
  const monthly = addUp(lines.map((line) => line.monthly));
  const lease = leaseHours === null ? null : toUsd(Math.round(toNanos(hourly) * leaseHours));
  return { hourly, monthly, lease, leaseHours };
}

/** How far the prices in use can be trusted; those of another region are a guess, whatever date they carry. */
function trustIn(
  parts: readonly Of<Fixed>[],
  region: string,
  { prices, region: pricedAs, isBorrowed }: Book,
) {
  const keys = [...new Set(parts.flatMap(({ part }) => part.charges.map(({ price }) => price)))].sort();
  const borrowed = keys.filter(isBorrowed);
  const unverifiedPrices: string[] = keys.filter((key) => isBorrowed(key) || 'unverified' in prices[key]);
  return {
    unverified: unverifiedPrices.length > 0,
    unverifiedPrices,
    pricesAsOf: oldestDate(keys.map((key) => prices[key])),
    notes: borrowed.length > 0 ? [borrowedNote(borrowed, region, pricedAs)] : [],
  };
}

function borrowedNote(borrowed: readonly string[], region: string, pricedAs: string): string {
  if (region !== pricedAs) return `There are no prices for ${region}; the prices of ${pricedAs} are shown.`;
  return `There are no prices for ${region} of ${borrowed.join(', ')}; those of ${homeRegion} are shown.`;
}

function oldestDate(prices: readonly Price[]): string | null {
  return prices.flatMap((price) => ('readOn' in price ? [price.readOn] : [])).sort()[0] ?? null;
}
