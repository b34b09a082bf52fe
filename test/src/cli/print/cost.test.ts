import {
  describeCost,
  describeCostSoFar,
  describeDifference,
  describeTotals,
} from '../../../../src/cli/print/cost';
import { start } from '../../../support/builders/births';
import { views } from '../../../support/builders/views';

const cost = {
  source: 'plan' as const,
  hourly: 0.1,
  monthly: 73,
  lease: 0.2,
  unpriced: [],
  unverified: false,
};
const lease = views.ready().lease;
const hour = 3_600_000;

describe('describeTotals', () => {
  it('says the price of a month and of the lease', () => {
    expect(describeTotals(cost, lease)).toBe('$73.00 a month, $0.20 over the lease of 2h');
  });

  it('counts an extended lease to its new end', () => {
    const extended = { ...lease, expiresAt: '2026-01-01T10:00:00.000Z', extensions: 1 };

    expect(describeTotals(cost, extended)).toBe('$73.00 a month, $1.00 over the lease of 10h');
  });

  it('names no sum for a lease without an end', () => {
    expect(describeTotals({ ...cost, lease: null }, { ...lease, expiresAt: null })).toBe(
      '$73.00 a month, permanent',
    );
  });
});

describe('describeCost', () => {
  it('says where it is from, and what it leaves out', () => {
    const doubtful = { ...cost, unverified: true, unpriced: ['aws_x: no price', 'aws_y: no price'] };

    expect(describeCost({ cost: doubtful, lease })).toEqual([
      '$73.00 a month, $0.20 over the lease of 2h (from the plan; some prices are unverified)',
      'not priced: aws_x: no price; aws_y: no price',
    ]);
  });
});

describe('describeDifference', () => {
  it.each([
    [10, 10.004, 'as estimated'],
    [10, 12.5, '$2.50 a month more than estimated'],
    [10, 9.9, '$0.10 a month less than estimated'],
  ])('compares %d and %d', (before, after, text) => {
    const total = (monthly: number) => ({ ...cost, monthly });
    expect(describeDifference(total(before), total(after), 'estimated')).toBe(text);
  });
});

describe('describeCostSoFar', () => {
  it('counts from the request to now, or to the end of the life', () => {
    const view = { ...views.ready(), cost };
    const later = Date.parse(start) + 20 * hour;

    expect(describeCostSoFar(view, later)).toBe('about $2.00 at $0.10 an hour');
    expect(describeCostSoFar({ ...view, endedAt: '2026-01-01T10:00:00.000Z' }, later)).toContain(
      'about $1.00',
    );
  });

  it.each([
    ['is queued', views.pending()],
    ['is planned', views.planning()],
    ['waits for a yes', views.waiting()],
    ['was rejected', views.neverBuilt()],
  ])('counts nothing while nothing was built: it %s', (_how, view) => {
    const later = Date.parse(start) + 20 * hour;

    expect(describeCostSoFar({ ...view, cost }, later)).toBe('$0.00; nothing has been built yet');
  });

  it('counts from the first apply, were it long after the request', () => {
    const builtSince = new Date(Date.parse(start) + 10 * hour).toISOString();
    const later = Date.parse(start) + 20 * hour;

    expect(describeCostSoFar({ ...views.ready(), cost, builtSince }, later)).toContain('about $1.00');
  });
});

describe('what was counted', () => {
  const now = Date.parse(start) + 10 * hour;
  const meter = { at: start, usd: 1, hourly: 0.25, atLeast: false, unpriced: [], byUse: [] };
  const said = (accrued: object) =>
    describeCostSoFar({ ...views.ready(), accrued: { ...meter, ...accrued } }, now);

  it.each<[object, string]>([
    [{}, '$3.50, now $0.25 an hour'],
    [{ hourly: 0 }, '$1.00, now $0.00 an hour'],
    [{ usd: 0, hourly: 0 }, '$0.00'],
    [{ usd: 0, hourly: 0, byUse: ['aws_sqs_queue'] }, '$0.00 (without usage-based charges of aws_sqs_queue)'],
    [
      { atLeast: true, unpriced: ['aws_glue_job'] },
      'at least $3.50, now $0.25 an hour (not priced: aws_glue_job)',
    ],
    [
      { usd: 0, hourly: 0, atLeast: true, unpriced: ['aws_glue_job'] },
      'not estimated (not priced: aws_glue_job)',
    ],
  ])('%j reads %j', (accrued, words) => {
    expect(said(accrued)).toBe(words);
  });
});
