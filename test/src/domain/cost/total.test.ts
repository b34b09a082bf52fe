import fc from 'fast-check';
import { describeCostSoFar, describeDifference, describeTotals } from '../../../../src/cli/print/cost';
import { estimateCost, priceEach } from '../../../../src/domain/cost/estimate';
import { summarizeCost } from '../../../../src/domain/cost/summarize';
import { isEstimated, monthlyInShort, monthlyInWords } from '../../../../src/domain/cost/money';
import { approvalReasons } from '../../../../src/domain/environment/plan';
import { derivedTypes } from '../../../../src/domain/resources/derived/derived-needs';
import { factsOf } from '../../../../src/domain/resources/types';
import { views } from '../../../support/builders/views';

const withoutPrice = derivedTypes.filter((type) => factsOf(type)?.price === undefined);
const where = { region: 'us-east-1', leaseHours: 24 };

/** Resources of types without a price, and some that are free, cost by use, or cost by time. */
const resources = (...others: string[]) =>
  fc.array(
    fc.record({
      type: fc.constantFrom(...withoutPrice, ...others),
      address: fc.string({ minLength: 1 }),
      count: fc.integer({ min: 1, max: 5 }),
      attributes: fc.constant({}),
    }),
    { minLength: 1 },
  );

const totals = fc.record({
  hourly: fc.constantFrom(0, 0.1, 3),
  monthly: fc.constantFrom(0, 73, 2190),
  unpriced: fc.array(fc.constant('aws_x: no price is recorded'), { maxLength: 3 }),
});

/** An amount of nothing, and not the beginning of a larger one. */
const zero = /\$0(\.00)?(?![\d.])/;

describe('a type without a price', () => {
  it('is most of those whose needs are derived', () => {
    expect(withoutPrice.length).toBeGreaterThan(900);
  });

  it('is never 0: its estimate says what is missing, and no text shows an amount', () => {
    fc.assert(
      fc.property(resources(), (all) => {
        const estimate = estimateCost(all, where);
        const cost = summarizeCost(estimate, 'plan');
        const view = { ...views.ready(), cost };

        expect(estimate.unpriced).toHaveLength(all.length);
        expect(
          [...priceEach(all, where).values()].every(({ monthly, unpriced }) => monthly === null && unpriced),
        ).toBe(true);
        const texts = [
          monthlyInShort(estimate),
          monthlyInWords(cost),
          describeTotals(cost, view.lease),
          describeCostSoFar(view, Date.parse(view.createdAt)),
        ];
        expect(new Set(texts)).toEqual(new Set(['not estimated']));
      }),
    );
  });

  it('asks for an approval wherever a limit of cost stands, whatever the rest costs', () => {
    fc.assert(
      fc.property(
        resources('aws_eks_cluster', 'aws_sqs_queue', 'aws_iam_role'),
        fc.nat(10_000),
        (all, above) => {
          const cost = summarizeCost(estimateCost(all, where), 'plan');
          const reasons = approvalReasons({ above }, false, cost);

          if (all.some(({ type }) => withoutPrice.includes(type))) expect(reasons).not.toEqual([]);
        },
      ),
    );
  });

  it('makes no total a zero: what is shown as $0.00 has no part without a price', () => {
    fc.assert(
      fc.property(totals, totals, (total, other) => {
        for (const text of [monthlyInShort(total), monthlyInWords(total)])
          if (zero.test(text)) expect(total.unpriced).toEqual([]);
        const shown = describeDifference(total, other, 'now');
        if (!isEstimated(total) || !isEstimated(other)) expect(shown).toBe('cannot be compared with now');
      }),
    );
  });
});
