import { formatUsd } from '../../domain/cost/money';
import type { CostSummary } from '../../domain/plan';
import type { EnvironmentView } from '../../domain/view';
import type { EstimateView } from '../api';
import type { Paint } from './paint';
import { renderTable } from './table';

type Estimate = EstimateView['estimate'];
type Lease = Pick<EnvironmentView['lease'], 'ttl' | 'expiresAt'>;

const hourMs = 3_600_000;

/** An estimate for the one who is about to confirm: totals, every line, and all that the totals leave out. */
export function describeEstimate(estimate: Estimate, lease: Lease, paint: Paint): string[] {
  return [
    `${paint.bold('Estimated cost')}  ${describeTotals(estimate, lease)}`,
    ...costLines(estimate).map((line) => `  ${line}`),
    ...note('By use, in no total', estimate.usage.map(describeUsage)),
    ...note('Not priced', estimate.unpriced),
    ...note('Assumed', estimate.notes),
    ...note('Unverified prices', estimate.unverifiedPrices),
    ...(estimate.pricesAsOf === null ? [] : [`  ${paint.dim(`Prices read on ${estimate.pricesAsOf}.`)}`]),
  ];
}

function costLines({ lines }: Estimate): string[] {
  const sorted = [...lines].filter(({ monthly }) => monthly > 0).sort((a, b) => b.monthly - a.monthly);
  const rows = sorted.map(({ monthly, description, address, count }) => [
    `${formatUsd(monthly)}/mo`,
    count > 1 ? `${count} × ${description}` : description,
    address,
  ]);
  return renderTable(['', '', ''], rows).slice(1);
}

function describeUsage({ description, usd, unit }: Estimate['usage'][number]): string {
  return `${description} ${formatUsd(usd)} per ${unit}`;
}

function note(title: string, parts: string[]): string[] {
  return parts.length > 0 ? [`  ${title}: ${parts.join('; ')}`] : [];
}

/** Both totals in one phrase: `$84.02 a month, $19.33 over the lease of 7d`. */
export function describeTotals(cost: Pick<CostSummary, 'monthly' | 'lease'>, lease: Lease): string {
  const monthly = `${formatUsd(cost.monthly)} a month`;
  if (cost.lease === null || lease.expiresAt === null) return `${monthly}, for as long as it lives`;
  return `${monthly}, ${formatUsd(cost.lease)} over the lease of ${lease.ttl}`;
}

/** The cost of an environment in one line, with where it is from and what it leaves out. */
export function describeCost({ cost, lease }: Pick<EnvironmentView, 'cost' | 'lease'>): string[] {
  const source = cost.source === 'plan' ? 'from the plan' : "from the template's estimate";
  const doubt = cost.unverified ? '; some prices are unverified' : '';
  const unpriced = cost.unpriced.length > 0 ? [`not priced: ${cost.unpriced.join('; ')}`] : [];
  return [`${describeTotals(cost, lease)} (${source}${doubt})`, ...unpriced];
}

/** How one price a month differs from an earlier one, called `reference` (`estimated`, `now`); cents matter. */
export function describeDifference(before: number, after: number, reference: string): string {
  const difference = Math.round((after - before) * 100) / 100;
  if (difference === 0) return `as ${reference}`;
  return `${formatUsd(Math.abs(difference))} a month ${difference > 0 ? 'more' : 'less'} than ${reference}`;
}

/** What an environment may have cost since it was asked for, in USD, at its present price. */
export function costSoFar({ cost, createdAt, endedAt }: EnvironmentView, now: number): number {
  const until = endedAt === undefined ? now : Date.parse(endedAt);
  return (cost.hourly * Math.max(0, until - Date.parse(createdAt))) / hourMs;
}

/** The same in words; a life in which nothing was built costs nothing by time. */
export function describeCostSoFar(view: EnvironmentView, now: number): string {
  return `about ${formatUsd(costSoFar(view, now))} at ${formatUsd(view.cost.hourly)} an hour`;
}
