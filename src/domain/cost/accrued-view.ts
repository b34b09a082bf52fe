import * as z from 'zod';
import { Instant } from '../base/time';
import type { Accrual } from './accrual';
import { toUsd } from './money';

/** What a life has cost, in USD: `usd` until `at`, and `hourly` for each hour since. */
export const AccruedView = z
  .strictObject({
    at: Instant,
    usd: z.number().nonnegative(),
    hourly: z.number().nonnegative(),
    atLeast: z
      .boolean()
      .describe(
        'True if something is not in it: a type without a price, or an apply that was not counted yet.',
      ),
    unpriced: z.array(z.string()).describe('Types without a price that it had or has.'),
    byUse: z.array(z.string()).describe('Types with usage-based charges, which are not in the total.'),
  })
  .describe(
    'What it has cost: `usd` until `at`, and `hourly` for each hour since. Absent until a run has counted it.',
  );
export type AccruedView = z.infer<typeof AccruedView>;

/** The meter for people; `isBehind` where more may have been made than was counted. */
export function showAccrual(
  { at, nanos, rate, unpriced, byUse }: Accrual,
  { isBehind }: { isBehind: boolean },
): AccruedView {
  const atLeast = unpriced.length > 0 || isBehind;
  return { at, usd: toUsd(nanos), hourly: toUsd(rate), atLeast, unpriced, byUse };
}
