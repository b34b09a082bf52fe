import { formatUsd } from '../../domain/cost/money';
import type { EstimateView } from '../../client/api';
import { describeTotals } from './cost';
import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';

type Estimate = EstimateView['estimate'];

/** The lines of an estimate that a person confirms: totals, every part, and what the totals leave out. */
export function renderEstimate({ estimate, lease }: EstimateView, paint: Paint): string[] {
  const { usage, unpriced, notes, unverifiedPrices, pricesAsOf } = estimate;
  return [
    `${paint.bold('Estimated cost')}  ${describeTotals(estimate, lease, usage.length)}`,
    ...indent(fixedRows(estimate)),
    ...section('Usage-based (not in the total):', usageRows(usage)),
    ...section('Not priced:', unpriced),
    ...section('Assumed:', notes),
    ...section('Unverified prices:', unverifiedPrices),
    ...(pricesAsOf === null ? [] : [`  ${paint.dim(`Prices read on ${pricesAsOf}.`)}`]),
  ];
}

function fixedRows({ lines }: Estimate): string[] {
  const dearest = lines.filter(({ monthly }) => monthly > 0).sort((a, b) => b.monthly - a.monthly);
  return columns(
    dearest.map(({ monthly, description, address, count }) => [
      `${formatUsd(monthly)}/mo`,
      count > 1 ? `${count} × ${description}` : description,
      address,
    ]),
  );
}

function usageRows(usage: Estimate['usage']): string[] {
  return columns(
    usage.map(({ usd, unit, description, address }) => [
      `${formatUsd(usd)} per ${unit}`,
      description,
      address,
    ]),
  );
}

function columns(rows: string[][]): string[] {
  return renderTable(['', '', ''], rows).slice(1);
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [`  ${title}`, ...indent(indent(lines))] : [];
}

function indent(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
