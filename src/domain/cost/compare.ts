import type { Estimate, EstimateLine } from './estimate';
import { toNanos, toUsd } from './money';

/** One priced part of a resource type in two estimates; USD a month. */
export interface CostDifference {
  type: string;
  item: string;
  before: number;
  after: number;
  difference: number;
}

export interface Comparison {
  lines: CostDifference[];
  hourly: number;
  monthly: number;
  /** Null when either lease is permanent. */
  lease: number | null;
  /** What only the second estimate could not price, and what only the first could not. */
  newlyUnpriced: string[];
  noLongerUnpriced: string[];
}

/**
 * How `after` differs from `before`, the largest difference first. Lines meet by type and item, because a manifest knows no
 * addresses; their differences add up to the monthly one.
 */
export function compareEstimates(before: Estimate, after: Estimate): Comparison {
  return {
    lines: differences(before.lines, after.lines),
    hourly: subtract(after.hourly, before.hourly),
    monthly: subtract(after.monthly, before.monthly),
    lease: after.lease === null || before.lease === null ? null : subtract(after.lease, before.lease),
    newlyUnpriced: after.unpriced.filter((name) => !before.unpriced.includes(name)),
    noLongerUnpriced: before.unpriced.filter((name) => !after.unpriced.includes(name)),
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
  return toUsd(own.reduce((sum, { monthly }) => sum + toNanos(monthly), 0));
}

const subtract = (one: number, other: number) => toUsd(toNanos(one) - toNanos(other));
