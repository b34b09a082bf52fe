import fc from 'fast-check';
import { authorizeOn } from '../../../../../src/domain/access/authorize';
import type { Accrual } from '../../../../../src/domain/cost/accrual';
import { dueAt } from '../../../../../src/domain/environment/due';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { Budget, startBudget } from '../../../../../src/domain/limits/budget';
import { Limits } from '../../../../../src/domain/limits/limits';
import { day, hour, type Instant, minute, plus } from '../../../../../src/domain/base/time';
import { deedRules } from '../../../../../src/operations/environment/deeds/deed-rules';
import { start } from '../../../../support/builders/births';
import * as lives from '../../../../support/builders/lives';
import { actors } from '../../../../support/plane/operations-stage';

const dollar = 1e9;
const meter = (rate: number, nanos = 0): Accrual => ({
  at: start,
  nanos,
  rate,
  months: {},
  unpriced: [],
  byUse: [],
});

/** Ready, with a lease of 90 days, $1 an hour unless said otherwise, and this budget. */
function spending(budget: object, accrual = meter(dollar)): Environment {
  const ready = lives.ready();
  const lease = { ...ready.lease, expiresAt: plus(start, 90 * day), max: '365d' };
  return { ...ready, lease, budget: startBudget(Budget.parse(budget)), accrual, outbox: [], effects: [] };
}

const tick = (environment: Environment, at: Instant) => lives.decided(environment, { type: 'tick' }, at);
const reachedIn = ({ events }: ReturnType<typeof tick>) =>
  events.flatMap(({ type, data }) => (type === 'BudgetThresholdReached' ? [data] : []));

it('is looked at when its next threshold is reached, and then says so once', () => {
  const environment = spending({ usd: 10 });
  expect(dueAt(environment)).toBe(plus(start, 5 * hour));
  expect(tick(environment, plus(start, 5 * hour - minute)).events).toEqual([]);

  const decided = tick(environment, plus(start, 5 * hour));

  expect(reachedIn(decided)).toEqual([{ percent: 50, action: 'warn', budget: 10, accrued: 5 }]);
  expect(decided.environment).toMatchObject({ status: 'ready' });
  expect(reachedIn(tick(decided.environment, plus(start, 5 * hour)))).toEqual([]);
  const delivered = { ...decided.environment, outbox: [] };
  expect(dueAt(delivered)).toBe(plus(start, 8 * hour));
});

it('passes all that are reached at once, as after an outage, the lowest first', () => {
  const decided = tick(spending({ usd: 10 }), plus(start, 20 * hour));

  expect(reachedIn(decided).map(({ percent }) => percent)).toEqual([50, 80, 100]);
});

it('leaves the extension to approvers once the budget is used up, and to its owner before', () => {
  const environment = spending({ usd: 10 });
  const over = tick(environment, plus(start, 10 * hour)).environment;
  const mayExtend = (seen: Environment, actor: typeof actors.ada) => () =>
    authorizeOn(actor, seen, deedRules.extend.access(seen, start));

  expect(mayExtend(environment, actors.ada)).not.toThrow();
  expect(mayExtend(over, actors.ada)).toThrow(
    /extend \(its budget is used up\).*requires an approver or an admin/,
  );
  expect(mayExtend(over, actors.eve)).not.toThrow();
  expect(mayExtend(over, actors.root)).not.toThrow();
});

it('destroys at a threshold that says so, whatever it is doing', () => {
  const thresholds = [{ percent: 100, action: 'destroy' }];
  const environment = spending({ usd: 10, thresholds });

  const decided = tick(environment, plus(start, 10 * hour));

  expect(decided.events.map(({ type }) => type)).toEqual([
    'BudgetThresholdReached',
    'EnvironmentDestroyRequested',
    'RunStarted',
  ]);
  expect(decided.environment).toMatchObject({
    status: 'destroying',
    destruction: { reason: 'over-budget', requestedBy: 'leasehold' },
  });
  expect(reachedIn(tick(decided.environment, plus(start, 30 * day)))).toEqual([]);
});

it('never acts where nothing accrues, nothing was counted, or there is no budget', () => {
  const later = plus(start, 80 * day);
  const { accrual: _accrual, ...uncounted } = spending({ usd: 1 });
  const { budget: _budget, ...unlimited } = spending({ usd: 1 });

  for (const environment of [spending({ usd: 1 }, meter(0)), uncounted, unlimited] as Environment[])
    expect(reachedIn(tick(environment, later))).toEqual([]);
});

it('passes each threshold once and none too early, whenever it is looked at', () => {
  const looks = fc.array(fc.integer({ min: 0, max: 40 * 60 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(looks, fc.integer({ min: 1, max: 30 }), (minutes, usd) => {
      let environment = spending({
        usd,
        thresholds: [30, 60, 90, 120].map((percent) => ({ percent, action: 'warn' })),
      });
      const seen: number[] = [];
      const sorted = [...minutes].sort((a, b) => a - b);
      for (const at of sorted) {
        const decided = tick(environment, plus(start, at * minute));
        seen.push(...reachedIn(decided).map(({ percent }) => Number(percent)));
        environment = { ...decided.environment, outbox: [] };
      }
      const spent = (sorted.at(-1) ?? 0) / 60;
      expect(seen).toEqual([30, 60, 90, 120].filter((percent) => spent >= (usd * percent) / 100));
    }),
    { numRuns: 50 },
  );
});

it.each([
  [{ usd: 0 }, 'usd'],
  [{ usd: 5, thresholds: [] }, 'thresholds'],
  [
    {
      usd: 5,
      thresholds: [
        { percent: 50, action: 'warn' },
        { percent: 50, action: 'destroy' },
      ],
    },
    'must not name a percentage twice',
  ],
])('refuses the budget %j', (environment, words) => {
  expect(() => Limits.parse({ budgets: { environment } })).toThrow(words);
});

describe('a threshold that puts to sleep', () => {
  const thresholds = [{ percent: 100, action: 'sleep' }];
  const over = plus(start, 10 * hour);
  const sleeper = (asleep: boolean): Environment => {
    const seen = spending({ usd: 10, thresholds });
    return { ...seen, wanted: { ...seen.wanted, sleep: { asleep, monthly: { awake: 730, asleep: 7 } } } };
  };

  it('opens the run that does, once', () => {
    const decided = tick(sleeper(false), over);

    expect(reachedIn(decided)).toHaveLength(1);
    expect(decided.environment).toMatchObject({
      run: { transition: 'sleep' },
      wanted: { sleep: { asleep: true } },
    });
    expect(reachedIn(tick(decided.environment, plus(over, hour)))).toEqual([]);
  });

  it('waits for the run that is at work', () => {
    const busy = lives.after(
      sleeper(false),
      [{ type: 'wake', by: lives.by }, changed(sleeper(false))],
      start,
    );
    expect(reachedIn(tick(busy, over))).toEqual([]);

    expect(tick({ ...busy, run: null } as Environment, over).environment).toMatchObject({
      run: { transition: 'sleep' },
    });
  });

  it('only notifies people of what sleeps, or cannot', () => {
    for (const environment of [sleeper(true), spending({ usd: 10, thresholds })]) {
      const decided = tick(environment, over);
      expect(reachedIn(decided)).toHaveLength(1);
      expect(decided.environment.run).toBeNull();
    }
  });
});

const changed = ({ wanted: spec, cost }: Environment) =>
  ({ type: 'change', spec, cost, planOnly: false, by: lives.by }) as const;
