import { parseTtl } from '../lease';
import type { PolicyRule } from './policy';
import type { Found, PolicyFacts } from './policy-facts';
import { isAmong } from '../base/globs';
import { lost } from './planned-changes';

type Check = (rule: PolicyRule, facts: PolicyFacts) => Found | undefined;

const usd = (amount: number) => `$${amount.toFixed(2)}`;
const cheaper = 'choose smaller sizes or fewer parts';

/** Rules about a plan as a whole: what it costs, how long it lives, where it is. */
export const wholeChecks = {
  monthlyAbove: ({ monthlyAbove: limit = 0 }, { cost, early }) =>
    cost && cost.monthly > limit
      ? found(`${atLeast(early)}${usd(cost.monthly)} a month`, `at most ${usd(limit)} a month`, cheaper)
      : undefined,
  leaseCostAbove: ({ leaseCostAbove: limit = 0 }, { cost, early }) => {
    if (!cost || (cost.lease !== null && cost.lease <= limit)) return undefined;
    const value =
      cost.lease === null ? 'a permanent lease' : `${atLeast(early)}${usd(cost.lease)} over the lease`;
    return found(value, `at most ${usd(limit)} over the lease`, `${cheaper}, or a shorter lease`);
  },
  unpriced: (_, { cost }) =>
    cost && cost.unpriced.length > 0
      ? found(cost.unpriced.join('; '), 'everything has a price', 'leave out what has no price')
      : undefined,
  leaseLongerThan: ({ leaseLongerThan: limit = '' }, { leaseMs }) =>
    leaseMs === null || leaseMs > parseTtl(limit)
      ? found(
          leaseMs === null ? 'a permanent lease' : hours(leaseMs),
          `at most ${limit}`,
          `use --ttl ${limit}`,
        )
      : undefined,
  deletesAbove: ({ deletesAbove: limit = 0 }, { changes }) => {
    const gone = lost(changes).map(({ change }) => change.address);
    if (gone.length <= limit) return undefined;
    return {
      ...found(`${gone.length} are deleted or replaced`, `at most ${limit}`, 'change less at once'),
      addresses: gone,
    };
  },
  regions: ({ regions }, { region }) =>
    regions && !isAmong(region, regions.allowed)
      ? found(region, regions.allowed.join(', '), 'use --target with a target in one of these regions')
      : undefined,
} satisfies Record<string, Check>;

function found(value: string, limit: string, fix: string): Found {
  return { value, limit, fix, addresses: [] };
}

/** What is sure before a plan is a part of what it comes to. */
function atLeast(early: PolicyFacts['early']): string {
  return early ? 'at least ' : '';
}

function hours(ms: number): string {
  return `${Number((ms / 3_600_000).toFixed(1))} hours`;
}
