import {
  approvalReasons,
  nameAddress,
  namedInEvent,
  PlanSummary,
} from '../../../../src/domain/environment/plan';
import { planOf } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';

test.each([
  ['nothing', 'auto', false, 9_999, []],
  ['the wish only to plan', 'auto', true, 0, ['plan-only']],
  ['the template', 'always', false, 0, ['template-always']],
  ['no cost at the limit', { above: 150 }, false, 150, []],
  ['a cost above the limit', { above: 150 }, false, 150.01, ['above-cost']],
  ['any cost above nothing', { above: 0 }, false, 0.01, ['above-cost']],
  ['every reason at once', { above: 1 }, true, 2, ['plan-only', 'above-cost']],
] as const)('a person is asked because of %s', (_why, rule, planOnly, monthly, reasons) => {
  expect(approvalReasons(rule, planOnly, { monthly, unpriced: [] })).toEqual(reasons);
});

test.each([
  ['a cost that is not known whole is not below a limit', { above: 150 }, 0, ['unpriced']],
  ['a cost that is above without it says so alone', { above: 150 }, 151, ['above-cost']],
  ['no limit needs a price', 'auto', 0, []],
] as const)('%s', (_why, rule, monthly, reasons) => {
  expect(approvalReasons(rule, false, { monthly, unpriced: ['aws_unknown.this'] })).toEqual(reasons);
});

describe('what an approval is for', () => {
  const summary = planOf(ulidAt('2026-01-01T00:00:00.000Z', 1));

  test('is named in an event with why, and in none where nothing is', () => {
    const addresses = [
      nameAddress('cannot-end', 'a.b["x"]', 'it is kept'),
      nameAddress('cannot-end', 'c.d', 'so is this'),
    ];

    expect(namedInEvent({ ...summary, addresses })).toEqual({
      addresses: 'a.b["x"] (it is kept), c.d (so is this)',
    });
    expect(namedInEvent(summary)).toEqual({});
  });

  test('fits into a plan in short and an event, however long and many it is', () => {
    const long = nameAddress('cannot-end', `a.b["${'😀'.repeat(400)}"]`, 'x'.repeat(9_000));
    const addresses = Array.from({ length: 50 }, () => long);

    expect(PlanSummary.parse({ ...summary, addresses }).addresses).toEqual(addresses);
    expect(namedInEvent({ ...summary, addresses }).addresses).toHaveLength(1_000);
  });
});
