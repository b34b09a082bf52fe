import * as z from 'zod';
import { between, hour, Instant, latest, plus } from '../base/time';
import { cutAt } from '../base/cut-text';
import type { Nanos } from './money';

const mostTypes = 20;
const longestType = 120;
const Types = z.array(z.string().max(longestType)).max(mostTypes);
const Amount = z.int().nonnegative();

/** A calendar month in UTC, such as `2026-11`. */
export const Month = z.string().regex(/^\d{4}-\d\d$/, 'must be a month such as 2026-11');
export type Month = z.infer<typeof Month>;

/**
 * What a life has cost, as a meter shows it: `nanos` until `at`, and `rate` for each hour since; both in nano-dollars.
 * `months` is what of `nanos` fell into the month of `at` and the one before it. Types without a price, and those that cost by use,
 * are named, and in no amount.
 */
export const Accrual = z.strictObject({
  at: Instant,
  nanos: Amount,
  rate: Amount,
  months: z.record(Month, Amount),
  unpriced: Types,
  byUse: Types,
});
export type Accrual = z.infer<typeof Accrual>;

/** What a rate an hour comes to between two instants, rounded once to nano-dollars; nothing where the second one is earlier. */
export function costBetween(rate: Nanos, from: Instant, to: Instant): Nanos {
  const ms = BigInt(Math.max(0, between(from, to)));
  const hourMs = BigInt(hour);
  return Number((BigInt(rate) * ms * 2n + hourMs) / (hourMs * 2n));
}

/** What has been accrued by `now`. */
export function accruedAt({ at, nanos, rate }: Accrual, now: Instant): Nanos {
  return nanos + costBetween(rate, at, now);
}

/** What of it fell into a month, by `now`; a month that the meter does not hold any more counts as nothing. */
export function accruedIn(month: Month, { at, rate, months }: Accrual, now: Instant): Nanos {
  return (months[month] ?? 0) + costWithin(month, rate, { from: at, to: now });
}

/** What a rate an hour comes to in the part of a span that lies in a month. */
export function costWithin(month: Month, rate: Nanos, { from, to }: { from: Instant; to: Instant }): Nanos {
  const end = startOf(monthAfter(month));
  return costBetween(rate, latest(from, startOf(month)), to < end ? to : end);
}

/** The meter as it stands when nothing is left that costs. */
export function stopMeter(accrual: Accrual, now: Instant): Accrual {
  const months = [monthBefore(monthOf(now)), monthOf(now)];
  return {
    ...accrual,
    at: latest(accrual.at, now),
    nanos: accruedAt(accrual, now),
    rate: 0,
    months: Object.fromEntries(months.map((month) => [month, accruedIn(month, accrual, now)])),
  };
}

/** When the accrued amount reaches `limit`; undefined where it never does at this rate. It may lie behind. */
export function reachesAt(accrual: Accrual, limit: Nanos): Instant | undefined {
  const { at, nanos, rate } = accrual;
  if (nanos >= limit) return at;
  return rate === 0 ? undefined : plus(at, Math.ceil(((limit - nanos) * hour) / rate));
}

export function monthOf(at: Instant): Month {
  return at.slice(0, 7);
}

export function monthBefore(month: Month): Month {
  return monthOf(plus(startOf(month), -1));
}

/** The first instant of the month after. */
export function monthAfter(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export function startOf(month: Month): Instant {
  return `${month}-01T00:00:00.000Z`;
}

/** Names of types as an accrual holds them: each once, sorted, as many as it has room for. */
export function typeNames(types: readonly string[]): string[] {
  const names = [...new Set(types)].sort().map((type) => cutAt(longestType, type));
  if (names.length <= mostTypes) return names;
  return [...names.slice(0, mostTypes - 1), `and ${names.length - mostTypes + 1} more`];
}
