import { type Total, formatUsd, isEstimated } from '../../domain/cost/money';
import type { EnvironmentView } from '../../client/typed/types';
import { formatDuration } from '../../client/text/time';

type Lease = Pick<EnvironmentView['lease'], 'ttl' | 'expiresAt' | 'startedAt' | 'extensions'>;
type Totals = Pick<EnvironmentView['cost'], 'hourly' | 'monthly' | 'lease' | 'unpriced'>;

const hourMs = 3_600_000;

/**
 * Both totals in one phrase: `$84.02 a month, $19.33 over the lease of 7d`. `usageCharges` counts the charges by usage
 * that are listed below it.
 */
export function describeTotals(cost: Totals, lease: Lease, usageCharges = 0): string {
  if (!isEstimated(cost)) return 'not estimated';
  if (cost.hourly === 0 && cost.monthly === 0)
    return usageCharges > 0 ? '$0.00/mo (usage-based charges below)' : '$0.00/mo';
  const monthly = `${formatUsd(cost.monthly)} a month`;
  const whole = wholeLease(cost, lease);
  return whole === null
    ? `${monthly}, permanent`
    : `${monthly}, ${formatUsd(whole.usd)} over the lease of ${whole.time}`;
}

/** An extension changes no price, so the price of an extended lease is drawn from its dates. */
function wholeLease(cost: Totals, { ttl, startedAt, expiresAt, extensions }: Lease) {
  if (cost.lease === null || expiresAt === null) return null;
  if (extensions === 0) return { usd: cost.lease, time: ttl };
  const ms = Date.parse(expiresAt) - Date.parse(startedAt);
  return { usd: (cost.hourly * ms) / hourMs, time: formatDuration(ms) };
}

/** The cost of an environment, with where it is from and what it leaves out. */
export function describeCost({ cost, lease }: Pick<EnvironmentView, 'cost' | 'lease'>): string[] {
  const source = cost.source === 'plan' ? 'from the plan' : "from the template's estimate";
  const doubt = cost.unverified ? '; some prices are unverified' : '';
  const unpriced = cost.unpriced.length > 0 ? [`not priced: ${cost.unpriced.join('; ')}`] : [];
  return [`${describeTotals(cost, lease)} (${source}${doubt})`, ...unpriced];
}

/** How one price a month differs from an earlier one, called `reference` (`estimated`, `now`); cents matter, and what is not estimated has no difference. */
export function describeDifference(before: Total, after: Total, reference: string): string {
  if (!isEstimated(before) || !isEstimated(after)) return `cannot be compared with ${reference}`;
  const difference = Math.round((after.monthly - before.monthly) * 100) / 100;
  if (difference === 0) return `as ${reference}`;
  return `${formatUsd(Math.abs(difference))} a month ${difference > 0 ? 'more' : 'less'} than ${reference}`;
}

/** What an environment has cost, as the control plane counted it; in the words of an estimate where it has not yet. */
export function describeCostSoFar(view: EnvironmentView, now: number): string {
  return view.accrued ? describeAccrued(view.accrued, now) : estimateSoFar(view, now);
}

/** The meter at `now`, with what is not in it. */
function describeAccrued(accrued: NonNullable<EnvironmentView['accrued']>, now: number): string {
  const { at, usd, hourly, atLeast } = accrued;
  const total = usd + (hourly * Math.max(0, now - Date.parse(at))) / hourMs;
  if (total === 0 && atLeast) return `not estimated${leftOut(accrued)}`;
  if (total === 0 && hourly === 0) return `$0.00${leftOut(accrued)}`;
  return `${atLeast ? 'at least ' : ''}${formatUsd(total)}, now ${formatUsd(hourly)} an hour${leftOut(accrued)}`;
}

/** What it may cost over its life, and what of that was passed; undefined where it has no budget. */
export function describeBudget({ budget }: Pick<EnvironmentView, 'budget'>): string | undefined {
  if (!budget) return undefined;
  const { usd, thresholds, passed } = budget;
  const each = thresholds.map(({ percent, action }) => {
    const isPassed = passed.some((one) => one.percent === percent);
    return `${percent} % ${action}${isPassed ? ' (reached)' : ''}`;
  });
  return `${formatUsd(usd)} over its life: ${each.join(', ')}`;
}

/** What an amount leaves out, by type; empty where that is nothing. */
export function leftOut({
  unpriced,
  byUse,
}: {
  unpriced: readonly string[];
  byUse: readonly string[];
}): string {
  const parts = [
    unpriced.length > 0 ? `not priced: ${unpriced.join(', ')}` : '',
    byUse.length > 0 ? `without usage-based charges of ${byUse.join(', ')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join('; ')})` : '';
}

/** At its present price, since something of it was built. */
function estimateSoFar(view: EnvironmentView, now: number): string {
  const { cost, endedAt } = view;
  const from = builtSince(view);
  if (from === undefined) return '$0.00; nothing has been built yet';
  if (!isEstimated(cost)) return 'not estimated';
  if (cost.hourly === 0) return '$0.00';
  const until = endedAt === undefined ? now : Date.parse(endedAt);
  const usd = (cost.hourly * Math.max(0, until - Date.parse(from))) / hourMs;
  const more = cost.unpriced.length > 0 ? '; parts without a price are not in it' : '';
  return `about ${formatUsd(usd)} at ${formatUsd(cost.hourly)} an hour${more}`;
}

/** A control plane of before it said so shows what it has built by its outputs. */
function builtSince({ builtSince: since, outputs, createdAt }: EnvironmentView): string | undefined {
  return since ?? (outputs && createdAt);
}
