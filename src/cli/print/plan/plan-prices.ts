import type { ResourcePrice } from '../../../domain/cost/cost-summary';
import { addUp, formatUsd } from '../../../domain/cost/money';
import type { PlannedResource } from './group-by-module';

type Priced = Pick<PlannedResource, 'action' | 'price'>;

/** What a resource costs a month: `$16.43/mo + usage`, `not priced`, `free`; what goes with a minus, nothing where no price was kept. */
export function describePrice({ action, price }: Priced): string {
  if (!price) return '';
  const { monthly, byUse, unpriced } = price;
  const sign = action === 'delete' ? '-' : '';
  if (monthly === null) return wordsWithoutTime(price);
  const more = [...(byUse ? ['usage'] : []), ...(unpriced ? ['partly not priced'] : [])];
  return [`${sign}${formatUsd(monthly)}/mo`, ...more].join(' + ');
}

function wordsWithoutTime({ byUse, unpriced }: ResourcePrice): string {
  if (unpriced) return byUse ? 'usage-based + partly not priced' : 'not priced';
  return byUse ? 'usage-based' : 'free';
}

/** What a group of resources costs a month once the plan is applied, what of it has no price, and what its deleted ones cost. */
export function describeGroupPrice(resources: readonly Priced[]): string {
  const kept = pricesOf(resources.filter(({ action }) => action !== 'delete'));
  const gone = sumOf(pricesOf(resources.filter(({ action }) => action === 'delete')));
  const unpriced = kept.filter((price) => price.unpriced).length;
  return [
    ...totalOf(kept),
    ...(unpriced > 0 ? [`${unpriced} not priced`] : []),
    ...(gone === null ? [] : [`-${formatUsd(gone)}/mo destroyed`]),
  ].join(', ');
}

/** Nothing where everything is without a price, as its sum is not known and is not 0. */
function totalOf(prices: readonly ResourcePrice[]): string[] {
  const monthly = sumOf(prices);
  if (monthly !== null) return [`${formatUsd(monthly)}/mo`];
  if (prices.some(({ byUse }) => byUse)) return ['usage-based'];
  return prices.some(({ unpriced }) => !unpriced) ? ['free'] : [];
}

function sumOf(prices: readonly ResourcePrice[]): number | null {
  const monthly = prices.flatMap((price) => price.monthly ?? []);
  return monthly.length > 0 ? addUp(monthly) : null;
}

function pricesOf(resources: readonly Priced[]): ResourcePrice[] {
  return resources.flatMap(({ price }) => price ?? []);
}
