import type { Dimension, Offer } from './offer-file';
import { fits, type PriceRule } from './price-rules';

/** A price that an offer file gives: exact, for one of our units. */
export interface FoundPrice {
  usd: number;
  sku: string;
}

/** The one price that a rule means in a region. Throws, and says why, unless it is one beyond doubt. */
export function choosePrice(rule: PriceRule, { products }: Offer, region: string): FoundPrice {
  const found = products.filter(
    ({ product }) => product.attributes['regionCode'] === region && fits(rule, product),
  );
  const [only, ...others] = found;
  if (!only) throw new Error(`no product of ${region} fits`);
  if (others.length > 0)
    throw new Error(`${found.length} products fit: ${found.map(({ product }) => product.sku).join(', ')}`);
  const [term, ...terms] = only.terms;
  if (!term || terms.length > 0)
    throw new Error(`${only.product.sku} has ${only.terms.length} terms on demand, and must have one`);
  const dimension = chooseTier(rule, Object.values(term.priceDimensions));
  if (!rule.unit.test(dimension.unit))
    throw new Error(`the unit is ${dimension.unit}, and should fit ${rule.unit}`);
  const usd = Number((usdOf(dimension) * (rule.times ?? 1)).toPrecision(12));
  if (usd === 0) throw new Error('the price is 0, as AWS writes what it does not publish');
  return { usd, sku: only.product.sku };
}

function chooseTier({ tier }: PriceRule, dimensions: Dimension[]): Dimension {
  const tiers = [...dimensions].sort(
    (one, other) => Number(one.beginRange ?? 0) - Number(other.beginRange ?? 0),
  );
  const charged = tier === undefined ? tiers : tiers.filter((one) => usdOf(one) > 0);
  const [first, ...others] = charged;
  if (!first) throw new Error('it has no price, or only prices of 0');
  if (tier === undefined && others.length > 0)
    throw new Error(`it has ${charged.length} prices by amount, and should have one`);
  return first;
}

function usdOf({ pricePerUnit }: Dimension): number {
  const currencies = Object.keys(pricePerUnit);
  const text = pricePerUnit['USD'];
  if (text === undefined || currencies.length !== 1)
    throw new Error(`the price is in ${currencies.join(', ') || 'no currency'}, and must be in USD`);
  if (!/^\d+(\.\d+)?(E-?\d+)?$/i.test(text)) throw new Error(`the price ${text} is no number`);
  return Number(text);
}
