import type { Estimate, EstimateLine } from './estimate';
import { addUp } from './money';

/** One priced part of a resource type in two estimates; USD a month. */
export interface CostDifference {
  type: string;
  item: string;
  before: number;
  after: number;
  difference: number;
}

/** Two estimates of the same thing side by side; USD. */
export interface Comparison {
  lines: CostDifference[];
  /** What has no price on either side: its part of the difference is not known, and in no sum. */
  unpriced: string[];
  hourly: number;
  monthly: number;
  /** Null when either lease is permanent. */
  lease: number | null;
}

/**
 * How `after` differs from `before`, the largest difference first. Lines meet by type and item, because a manifest knows no
 * addresses; their differences add up to the monthly one.
 */
export function compareEstimates(before: Estimate, after: Estimate): Comparison {
  return {
    lines: differences(before.lines, after.lines),
    unpriced: [...new Set([...before.unpriced, ...after.unpriced])].sort(),
    hourly: subtract(after.hourly, before.hourly),
    monthly: subtract(after.monthly, before.monthly),
    lease: after.lease === null || before.lease === null ? null : subtract(after.lease, before.lease),
  };
}

function differences(before: readonly EstimateLine[], after: readonly EstimateLine[]): CostDifference[] {
  const parts = new Map([...before, ...after].map(({ type, item }) => [`${type} ${item}`, { type, item }]));
  return [...parts.values()]
    .map((part) => {
      const [was, is] = [monthlyOf(before, part), monthlyOf(after, part)];
      return { ...part, before: was, after: is, difference: subtract(is, was) };
    })
    .sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference));
}

function monthlyOf(lines: readonly EstimateLine[], part: { type: string; item: string }): number {
  const own = lines.filter(({ type, item }) => type === part.type && item === part.item);
  return addUp(own.map(({ monthly }) => monthly));
}

const subtract = (one: number, other: number) => addUp([one, -other]);
