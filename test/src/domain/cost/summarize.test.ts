import { estimateCost } from '../../../../src/domain/cost/estimate';
import { summarizeCost } from '../../../../src/domain/cost/summarize';
import { CostSummary } from '../../../../src/domain/cost/cost-summary';

const strangers = (count: number, name = 'x') =>
  Array.from({ length: count }, (_, index) => ({
    type: 'acme_thing',
    address: `acme_thing.${name}[${index}]`,
    count: 1,
    attributes: {},
  }));
const summary = (resources: ReturnType<typeof strangers>) =>
  summarizeCost(estimateCost(resources, { region: 'us-east-1', leaseHours: 1 }), 'plan');

describe('summarizeCost', () => {
  it('keeps the totals and the names of what has no price', () => {
    expect(summary(strangers(1))).toEqual({
      source: 'plan',
      hourly: 0,
      monthly: 0,
      lease: 0,
      unverified: false,
      unpriced: ['acme_thing.x[0]: no price is recorded'],
    });
  });

  it('fits into an item however much has no price', () => {
    const { unpriced } = CostSummary.parse(summary(strangers(300, 'y'.repeat(200))));

    expect(unpriced).toHaveLength(20);
    expect(unpriced.at(-1)).toBe('and 281 more');
  });
});
