import { cutAt } from '../base/cut-text';
import type { CostSummary } from './cost-summary';
import type { Estimate } from './estimate';

const mostNames = 20;
const longestName = 120;

/** An estimate as small as an environment's item can hold: totals, and at most 20 names of what has no price. */
export function summarizeCost(estimate: Estimate, source: CostSummary['source']): CostSummary {
  const { hourly, monthly, lease, unverified } = estimate;
  return { source, hourly, monthly, lease, unverified, unpriced: shorten(estimate.unpriced) };
}

function shorten(names: readonly string[]): string[] {
  const short = names.map((name) => cutAt(longestName, name));
  if (short.length <= mostNames) return short;
  const kept = short.slice(0, mostNames - 1);
  return [...kept, `and ${short.length - kept.length} more`];
}
