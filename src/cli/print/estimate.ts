import { formatUsd } from '../../domain/cost/money';
import type { EstimateView } from '../../client/api';
import { describeAge } from '../../client/text/price-age';
import { describeTotals } from './cost';
import { describeSaving } from './sleep';
import type { Paint } from '../../client/text/paint';
import { renderColumns } from '../../client/text/table';

type Estimate = EstimateView['estimate'];

/** The lines of an estimate that a person confirms: totals, every part, and what the totals leave out. */
export function renderEstimate(
  { estimate, lease, sleep }: EstimateView,
  paint: Paint,
  now: number,
): string[] {
  const { usage, unpriced, notes, unverifiedPrices, pricesAsOf } = estimate;
  return [
    `${paint.bold('Estimated cost')}  ${describeTotals(estimate, lease, usage.length)}`,
    ...indent(fixedRows(estimate, paint.columns - 2)),
    ...section('Sleep:', sleep ? describeSaving(sleep) : []),
    ...section('Usage-based (not in the total):', usageRows(usage, paint.columns - 4)),
    ...section('Not priced:', unpriced),
    ...section('Assumed:', notes),
    ...section('Unverified prices:', unverifiedPrices),
    ...(pricesAsOf === null ? [] : [`  ${paint.dim(describeAge(pricesAsOf, new Date(now)))}`]),
  ];
}

function fixedRows({ lines }: Estimate, width: number): string[] {
  const dearest = lines.filter(({ monthly }) => monthly > 0).sort((a, b) => b.monthly - a.monthly);
  return renderColumns(
    dearest.map(({ monthly, description, address, count }) => [
      `${formatUsd(monthly)}/mo`,
      count > 1 ? `${count} × ${description}` : description,
      address,
    ]),
    width,
  ).flat();
}

function usageRows(usage: Estimate['usage'], width: number): string[] {
  return renderColumns(
    usage.map(({ usd, unit, description, address }) => [
      `${formatUsd(usd)} per ${unit}`,
      description,
      address,
    ]),
    width,
  ).flat();
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [`  ${title}`, ...indent(indent(lines))] : [];
}

function indent(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
