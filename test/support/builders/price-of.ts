import { estimateCost, type Estimate } from '../../../src/domain/cost/estimate';

/** What one resource of this type costs a month by part, what it costs by use, and what it cannot price. */
export function priceOf(type: string, attributes: Record<string, unknown> = {}) {
  const options = { region: 'us-east-1', leaseHours: 1 };
  const estimate: Estimate = estimateCost([{ type, address: type, count: 1, attributes }], options);
  return {
    monthly: Object.fromEntries(estimate.lines.map(({ item, monthly }) => [item, monthly])),
    usage: Object.fromEntries(
      estimate.usage.map(({ description, usd, unit }) => [description, `${usd} a ${unit}`]),
    ),
    unpriced: estimate.unpriced.map((text) => text.replace(`${type}: `, '')),
    notes: estimate.notes.map((text) => text.replace(`${type}: `, '')),
  };
}
