import type { Price } from '../../src/domain/resources/price-book';
import { choosePrice } from './choose-price';
import { type Offer, readOffer } from './offer-file';
import { addressOf, pathOfOffer, type PriceLists } from './price-lists';
import { fits, type PriceRule, ruleOf } from './price-rules';

/** Regions, their prices by name; the first region's names are all there are. */
export type Book = Record<string, Record<string, Price>>;

/** What an update came to: prices that changed, that are as they were, and that stay for want of a rule or of a price beyond doubt. */
export interface Updated {
  book: Book;
  changed: string[];
  same: string[];
  kept: string[];
  refused: string[];
}

interface Wanted {
  key: string;
  rule: PriceRule;
}

/**
 * The book with the prices of a region as AWS's lists have them. A price is taken only beyond doubt: what is refused stays as it was read, with its
 * date, and a region that had none gets none. Throws where a list is not whole or has another form.
 */
export async function updateBook(book: Book, region: string, lists: PriceLists): Promise<Updated> {
  const [home = {}] = Object.values(book);
  const updated: Updated = { book, changed: [], same: [], kept: [], refused: [] };
  const prices = { ...book[region] };
  for (const [offer, wanted] of byOffer(Object.keys(home), updated)) {
    const path = await pathOfOffer(lists, offer, region);
    const found = await readOffer(await lists.open(path), (product) =>
      wanted.some(({ rule }) => fits(rule, product)),
    );
    if (found.offerCode !== offer)
      throw new Error(`${path} is the list of ${found.offerCode}, not of ${offer}.`);
    for (const one of wanted) take(one, { found, path, region, home, prices, updated });
  }
  return { ...updated, book: { ...book, [region]: prices } };
}

function byOffer(keys: string[], { kept }: Updated): Map<string, Wanted[]> {
  const offers = new Map<string, Wanted[]>();
  for (const key of keys) {
    const rule = ruleOf(key);
    if (rule === undefined) kept.push(key);
    else offers.set(rule.offer, [...(offers.get(rule.offer) ?? []), { key, rule }]);
  }
  return offers;
}

interface Taking {
  found: Offer;
  path: string;
  region: string;
  home: Record<string, Price>;
  prices: Record<string, Price>;
  updated: Updated;
}

function take({ key, rule }: Wanted, { found, path, region, home, prices, updated }: Taking): void {
  const like = prices[key] ?? home[key];
  if (like === undefined) return;
  try {
    const { usd, sku } = choosePrice(rule, found, region);
    const { per, unit } = like;
    const before = prices[key]?.usd;
    const readOn = found.publicationDate.slice(0, 10);
    prices[key] = { usd, per, unit, source: addressOf(path), readOn, sku, sha256: found.sha256 };
    if (before === usd) updated.same.push(key);
    else updated.changed.push(`${key}: ${before === undefined ? 'new' : before} -> ${usd}`);
  } catch (error) {
    updated.refused.push(`${key}: ${(error as Error).message}`);
  }
}
