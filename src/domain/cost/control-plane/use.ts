import { toNanos, toUsd } from '../money';
import { type PriceKey, pricesOf } from '../../resources/price-book';
import { alwaysFree } from './always-free';

/** What is used up of one price, in the unit that the book states for it. */
export interface Use {
  item: string;
  price: PriceKey;
  quantity: number;
}

/** A use with its unit and its cost: at list price, and with what AWS gives every account for nothing taken off; USD. */
export interface Charge extends Use {
  unit: string;
  list: number;
  afterFree: number;
}

/** What the uses cost in a region; those of one item and price are one charge, and an allowance is taken off once. */
export function chargesOf(uses: readonly Use[], region: string): Charge[] {
  const { prices } = pricesOf(region);
  const left = new Map(Object.entries(alwaysFree));
  return addUpAlike(uses).map((use) => {
    const { usd, unit } = prices[use.price];
    const free = Math.min(left.get(use.price) ?? 0, use.quantity);
    left.set(use.price, (left.get(use.price) ?? 0) - free);
    const cost = (quantity: number) => toUsd(toNanos(usd * quantity));
    return { ...use, unit, list: cost(use.quantity), afterFree: cost(use.quantity - free) };
  });
}

function addUpAlike(uses: readonly Use[]): Use[] {
  const sums = new Map<string, Use>();
  for (const use of uses) {
    const key = `${use.item} ${use.price}`;
    sums.set(key, { ...use, quantity: use.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()];
}
