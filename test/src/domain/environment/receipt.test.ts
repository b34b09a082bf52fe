import {
  isEmpty,
  neverBuilt,
  type Receipt,
  ReceiptSummary,
  summariseReceipt,
} from '../../../../src/domain/environment/receipt';
import { start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';

const resource = (found: 'gone' | 'terminal' | 'remaining') => ({
  address: `aws_vpc.${found}`,
  type: 'aws_vpc',
  id: 'vpc-1',
  witness: 'provider' as const,
  found,
});
const receiptWith = (...found: Parameters<typeof resource>[0][]): Receipt => ({
  life: ulidAt(start, 1),
  environment: 'foo',
  built: true,
  startedAt: start,
  endedAt: start,
  run: ulidAt(start, 2),
  regions: ['us-east-1'],
  checked: found.map(resource),
  adopted: [{ address: 'aws_lb.this', id: 'lb-1' }],
  blindTypes: ['aws_iam_role'],
  unchecked: ['aws_iam_role.this'],
  cost: 1.5,
});

test.each([
  [[], true],
  [['gone', 'terminal'] as const, true],
  [['gone', 'remaining'] as const, false],
])('a receipt that found %j is empty: %s', (found, empty) => {
  expect(isEmpty(receiptWith(...found))).toBe(empty);
});

test('the short form counts what the whole lists', () => {
  const summary = summariseReceipt(receiptWith('gone', 'gone', 'terminal'), 'd'.repeat(64));

  expect(ReceiptSummary.parse(summary)).toMatchObject({
    checked: 3,
    terminal: 1,
    adopted: 1,
    unchecked: 1,
    cost: 1.5,
  });
});

test('the receipt of what was never built says so and cost nothing', () => {
  expect(ReceiptSummary.parse(neverBuilt(start))).toMatchObject({
    built: false,
    digest: null,
    checked: 0,
    cost: 0,
  });
});
