import fc from 'fast-check';
import { hour, type Instant, plus } from '../../../../src/domain/base/time';
import { type Accrual, monthOf } from '../../../../src/domain/cost/accrual';
import { MonthBudget } from '../../../../src/domain/limits/budget';
import {
  passThresholds,
  stoppedBy,
  tellingsOf,
  withDue,
  withTold,
} from '../../../../src/domain/limits/account-thresholds';
import {
  BudgetAccount,
  countLife,
  inMonthOf,
  newAccount,
  type SeenLife,
  spentIn,
} from '../../../../src/domain/limits/budget-account';
import { mostEnvironments } from '../../../../src/domain/limits/limits';
import { ulidAt } from '../../../support/builders/ulids';

const start = '2026-01-30T00:00:00.000Z';
const dollar = 1e9;
const holder = { kind: 'team' as const, name: 'data' };
const empty = { ...newAccount(holder, start), isComplete: true };

const meter = (at: Instant, nanos: number, rate: number): Accrual => {
  return { at, nanos, rate, months: { [monthOf(at)]: nanos }, unpriced: [], byUse: [] };
};
const life = (n: number, more: Partial<SeenLife> = {}): SeenLife => ({
  id: ulidAt(start, n),
  name: `e${n}`,
  version: 1,
  accrual: meter(start, 0, dollar),
  updatedAt: start,
  hasEnded: false,
  ...more,
});
const ended = (n: number, usd: number, version = 9): SeenLife =>
  life(n, { version, hasEnded: true, accrual: meter(start, usd * dollar, 0) });
const budgetOf = (usd: number, ...thresholds: [number, string][]) =>
  MonthBudget.parse({ usd, thresholds: thresholds.map(([percent, action]) => ({ percent, action })) });
const usdIn = (account: BudgetAccount, at: Instant) => spentIn(account, at) / dollar;

it('counts each life once, at its newest meter, in whatever order and however often it is told', () => {
  const seen = [
    life(1, { version: 3 }),
    life(1, { version: 7, accrual: meter(plus(start, hour), 2 * dollar, 3 * dollar) }),
    life(2, { version: 4 }),
    ended(3, 5),
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(seen.length - 1), { maxLength: 20 }), (more) => {
      const order = [...more, 0, 1, 2, 3].map((index) => seen[index]!);
      const account = order.reduce(countLife, empty);
      expect(usdIn(account, plus(start, 2 * hour))).toBe(2 + 3 + 2 + 5);
      expect(BudgetAccount.parse(account)).toEqual(account);
    }),
  );
});

it('counts an end once, and takes no news of before it', () => {
  const once = [life(1), ended(1, 4)].reduce(countLife, empty);

  expect([ended(1, 4), life(1), ended(1, 4)].reduce(countLife, once)).toBe(once);
  expect(usdIn(once, plus(start, hour))).toBe(4);
});

it('keeps the sum of thousands that ended, and fits in an item', () => {
  const many = Array.from({ length: 9_000 }, (_, n) => ended(n + 1, 1));
  const living = Array.from({ length: mostEnvironments + 5 }, (_, n) => life(10_000 + n));
  const account = [...many, ...living].reduce(countLife, empty);
  const again = [...many.slice(0, 50), ...many.slice(-50)].reduce(countLife, account);

  expect(usdIn(account, start)).toBe(9_000);
  expect(again).toBe(account);
  expect(account.lives).toHaveLength(mostEnvironments);
  const told = { ...account, lives: account.lives.map((one) => ({ ...one, told: '1000a,'.repeat(10) })) };
  expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(390_000);
});

it('gives each month its own, however late it is looked at', () => {
  const account = [life(1), ended(2, 7)].reduce(countLife, empty);
  const february = inMonthOf(account, '2026-02-03T00:00:00.000Z');

  expect(usdIn(account, '2026-02-01T00:00:00.000Z')).toBe(48 + 7);
  expect(usdIn(february, '2026-02-03T00:00:00.000Z')).toBe(48);
  expect(inMonthOf(february, '2026-01-31T23:59:59.000Z')).toBe(february);
});

it('is due when the sum reaches the next threshold, passes it then, each once', () => {
  const thresholds: [number, string][] = [
    [20, 'warn'],
    [50, 'approve-extension'],
    [100, 'destroy'],
  ];
  const rates = fc.array(fc.integer({ min: 1, max: 5_000_000_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 30 }), (hourly, usd) => {
      const budget = budgetOf(usd, ...thresholds);
      let account = hourly
        .map((rate, n) => life(n + 1, { accrual: meter(start, 0, rate) }))
        .reduce(countLife, empty);
      const total = hourly.reduce((sum, rate) => sum + rate, 0);
      let now: Instant = start;
      const passed: { percent: number; at: Instant }[] = [];
      for (let look = 0; look < 12 && monthOf(now) === '2026-01'; look++) {
        const next = passThresholds(account, budget, now);
        const fresh = next.passed.filter(
          ({ percent }) => !account.passed.some((one) => one.percent === percent),
        );
        passed.push(...fresh.map(({ percent }) => ({ percent, at: now })));
        const told = tellingsOf(next, budget, now);
        account = withDue(withTold(next, told), budget, now);
        now = account.dueAt ?? '2027-01-01T00:00:00.000Z';
      }
      const hours = (percent: number) => (usd * dollar * percent) / 100 / total;
      const expected = thresholds
        .filter(([percent]) => hours(percent) < 48 - 1 / 3_600)
        .map(([percent]) => percent);
      expect(passed.map(({ percent }) => percent)).toEqual(expect.arrayContaining(expected));
      expect(new Set(passed.map(({ percent }) => percent)).size).toBe(passed.length);
      for (const { percent, at } of passed) {
        const late = (Date.parse(at) - Date.parse(start)) / hour - hours(percent);
        expect(late).toBeGreaterThan(-1e-3);
        expect(late).toBeLessThan(0.01);
      }
    }),
    { numRuns: 60 },
  );
});

it('tells everybody, and lets one of them notify people, until each was told', () => {
  const budget = budgetOf(1, [50, 'warn']);
  const account = [life(1), life(2)].reduce(countLife, empty);
  const now = plus(start, hour);
  const passed = passThresholds(account, budget, now);
  const [first, second] = tellingsOf(passed, budget, now);
  const half = withTold(passed, [first!]);

  expect([first?.budget.notify, second?.budget.notify]).toEqual([[50], []]);
  expect(
    tellingsOf(half, budget, now).map(({ life: { name }, budget: { notify } }) => [name, notify]),
  ).toEqual([['e2', []]]);
  expect(tellingsOf(withTold(half, [second!]), budget, now)).toEqual([]);
  expect(tellingsOf(countLife(half, life(3)), budget, now).map(({ life: { name } }) => name)).toEqual([
    'e2',
    'e3',
  ]);
});

it('takes a threshold back by another budget only, not by a meter that was read anew', () => {
  const budget = budgetOf(1, [100, 'approve-extension']);
  const now = plus(start, hour);
  const passed = passThresholds(countLife(empty, life(1)), budget, now);
  const corrected = countLife(passed, life(1, { version: 2, accrual: meter(now, 0.9 * dollar, 0) }));

  expect(passed.passed).toHaveLength(1);
  expect(passThresholds(corrected, budget, now).passed).toHaveLength(1);
  expect(passThresholds(passed, budgetOf(3, [100, 'approve-extension']), now).passed).toEqual([]);
  expect(passThresholds(passed, budgetOf(0.5, [100, 'approve-extension']), now).passed).toHaveLength(1);
  expect(passThresholds(passed, undefined, now).passed).toEqual([]);
});

it('stops new environments by the strictest threshold that is reached, and by no other', () => {
  const account = countLife(empty, life(1));
  const stop = (hours: number, ...thresholds: [number, string][]) =>
    stoppedBy(account, budgetOf(10, ...thresholds), plus(start, hours * hour))?.action;

  expect(stop(9.9, [100, 'destroy'])).toBeUndefined();
  expect(stop(30, [50, 'warn'], [80, 'sleep'])).toBeUndefined();
  expect(stop(10, [100, 'approve-extension'], [150, 'destroy'])).toBe('approve-extension');
  expect(stop(15, [100, 'approve-extension'], [150, 'destroy'])).toBe('destroy');
});
