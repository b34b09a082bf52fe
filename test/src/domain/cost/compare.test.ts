import { compareEstimates } from '../../../../src/domain/cost/compare';
import { estimateCost } from '../../../../src/domain/cost/estimate';
import { addUp } from '../../../../src/domain/cost/money';

const estimate = (
  resources: { type: string; address?: string; attributes?: Record<string, unknown> }[],
  leaseHours: number | null = 168,
) =>
  estimateCost(
    resources.map(({ type, address = type, attributes = {} }) => ({ type, address, count: 1, attributes })),
    { region: 'us-east-1', leaseHours },
  );

describe('compareEstimates', () => {
  it('lines up a manifest with a plan by type and part', () => {
    const before = estimate([{ type: 'aws_nat_gateway' }, { type: 'aws_eip' }]);
    const after = estimate([
      { type: 'aws_nat_gateway', address: 'aws_nat_gateway.this[0]' },
      { type: 'aws_nat_gateway', address: 'aws_nat_gateway.this[1]' },
      { type: 'aws_kms_key', address: 'aws_kms_key.this' },
    ]);

    const { lines, monthly, hourly, lease } = compareEstimates(before, after);

    expect(lines).toEqual([
      { type: 'aws_nat_gateway', item: 'gateway', before: 32.85, after: 65.7, difference: 32.85 },
      { type: 'aws_eip', item: 'address', before: 3.65, after: 0, difference: -3.65 },
      { type: 'aws_kms_key', item: 'key', before: 0, after: 1, difference: 1 },
    ]);
    expect({ hourly, monthly, lease }).toEqual({ hourly: 0.041369863, monthly: 30.2, lease: 6.950136984 });
    expect(addUp(lines.map(({ difference }) => difference))).toBe(monthly);
  });

  it('finds no difference between an estimate and itself', () => {
    const same = estimate([{ type: 'aws_lb' }]);

    expect(compareEstimates(same, same)).toMatchObject({ hourly: 0, monthly: 0, lease: 0 });
  });

  it('has no difference of leases when one is permanent', () => {
    expect(compareEstimates(estimate([], null), estimate([])).lease).toBeNull();
  });
});
