/** Hours that AWS counts in a month. */
export const hoursPerMonth = 730;

/** Whole nano-dollars: money is added and subtracted in them, so that sums are exact below 9 million USD. */
export type Nanos = number;

const perDollar = 1e9;

export const toNanos = (usd: number): Nanos => Math.round(usd * perDollar);
export const toUsd = (nanos: Nanos): number => nanos / perDollar;

/** The exact sum of amounts in USD; a negative one subtracts. */
export function addUp(amounts: readonly number[]): number {
  return toUsd(amounts.reduce<Nanos>((sum, usd) => sum + toNanos(usd), 0));
}

/** USD for people: cents from a dollar up, below it four significant digits (`$0.045`, `$0.0002057`). */
export function formatUsd(usd: number): string {
  const size = Math.abs(usd);
  const sign = usd < 0 && size > 0 ? '-' : '';
  return `${sign}$${size >= 0.9995 || size === 0 ? withCents(size) : withFourDigits(size)}`;
}

/** By hand, as the first use of the language's own format takes a short-lived program some 20 ms. */
function withCents(size: number): string {
  const [whole = '', fraction] = (Math.round(toNanos(size) / 1e7) / 100).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}

function withFourDigits(size: number): string {
  const decimals = Math.min(12, 3 - Math.floor(Math.log10(size)));
  const [whole, fraction = ''] = size.toFixed(decimals).split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** What a total is made of. */
export interface Total {
  monthly: number;
  readonly unpriced: readonly unknown[];
}

/** Whether a total says anything: one of zero, with parts that have no price, is unknown rather than zero. */
export function isEstimated({ monthly, unpriced }: Total): boolean {
  return unpriced.length === 0 || monthly > 0;
}

/** A price a month in a word: `$73.00`, `$73.00+` where some parts have no price, `not estimated` where none has one. */
export function monthlyInShort(total: Total): string {
  if (!isEstimated(total)) return 'not estimated';
  return total.unpriced.length > 0 ? `${formatUsd(total.monthly)}+` : formatUsd(total.monthly);
}

/** The same in words: `$73.00 a month`. */
export function monthlyInWords(total: Total): string {
  return isEstimated(total) ? `${monthlyInShort(total)} a month` : 'not estimated';
}
