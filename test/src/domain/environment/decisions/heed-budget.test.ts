import { dueAt } from '../../../../../src/domain/environment/due';
import { Environment } from '../../../../../src/domain/environment/environment';
import type { Command } from '../../../../../src/domain/environment/decide';
import { minute, plus } from '../../../../../src/domain/base/time';
import { monthOf } from '../../../../../src/domain/cost/accrual';
import type { Holder } from '../../../../../src/domain/limits/limits';
import { start } from '../../../../support/builders/births';
import * as lives from '../../../../support/builders/lives';

const later = plus(start, minute);
const team: Holder = { kind: 'team', name: 'data' };
const idle = (environment: Environment): Environment => ({ ...environment, outbox: [], effects: [] });
const ready = () => idle(lives.ready());
const sleeper = (asleep = false): Environment => {
  const seen = ready();
  return { ...seen, wanted: { ...seen.wanted, sleep: { asleep, monthly: { awake: 730, asleep: 7 } } } };
};
type Action = 'warn' | 'approve-extension' | 'sleep' | 'destroy';
const news = (
  environment: Environment,
  passed: [number, Action][],
  more: { holder?: Holder; month?: string; at?: string; notify?: number[] } = {},
): Command => ({
  type: 'heed-budget',
  life: environment.id,
  budget: {
    holder: team,
    month: monthOf(start),
    usd: 10,
    used: 11,
    notify: [],
    ...more,
    passed: passed.map(([percent, action]) => ({ percent, action, at: more.at ?? later })),
  },
});
const types = ({ events }: ReturnType<typeof lives.decided>) => events.map(({ type }) => type);
const reached = ({ events }: ReturnType<typeof lives.decided>) =>
  events.filter(({ type }) => type === 'BudgetThresholdReached').map(({ data }) => data);

it('says what its team has used of what, and acts on each threshold once', () => {
  const environment = ready();
  const decided = lives.decided(environment, news(environment, [[100, 'approve-extension']]), later);

  expect(reached(decided)).toEqual([
    {
      percent: 100,
      action: 'approve-extension',
      budget: 10,
      accrued: 11,
      holder: 'team data',
      month: monthOf(start),
    },
  ]);
  const again = lives.decided(decided.environment, news(environment, [[100, 'approve-extension']]), later);
  expect(again.environment).toBe(decided.environment);
  expect(Environment.parse(decided.environment)).toEqual(decided.environment);
});

it('warns only where it is the one to notify people', () => {
  const environment = ready();

  expect(reached(lives.decided(environment, news(environment, [[50, 'warn']]), later))).toEqual([]);
  expect(
    reached(lives.decided(environment, news(environment, [[50, 'warn']], { notify: [50] }), later)),
  ).toHaveLength(1);
});

it('heeds the budgets of its owner and its team apart', () => {
  const environment = ready();
  const owner: Holder = { kind: 'owner', name: lives.by };
  const first = lives.decided(environment, news(environment, [[50, 'approve-extension']]), later).environment;
  const decided = lives.decided(
    first,
    news(environment, [[50, 'approve-extension']], { holder: owner }),
    later,
  );

  expect(reached(decided)).toHaveLength(1);
  expect(decided.environment.heeded?.map(({ holder }) => holder)).toEqual([team, owner]);
});

it('lets its owner extend again once the threshold holds no longer, or the month is over', () => {
  const environment = ready();
  const extend =
    (seen: Environment, at = later) =>
    () =>
      lives.decided(seen, { type: 'extend', ttl: '1h', by: lives.by }, at);
  const stopped = lives.decided(
    environment,
    news(environment, [[90, 'approve-extension']]),
    later,
  ).environment;

  expect(extend(stopped)).toThrow(/The budget of team data .* has reached 90 %.*\$11.00 of \$10.00.*extend/);
  expect(extend(lives.decided(stopped, news(environment, []), later).environment)).not.toThrow();
  const long = {
    ...stopped,
    lease: { ...stopped.lease, expiresAt: plus(start, 90 * 86_400_000), max: '365d' },
  };
  expect(extend(long as Environment, plus(start, 40 * 86_400_000))).not.toThrow();
  const command: Command = { type: 'extend', ttl: '1h', by: lives.by, mayExceed: true };
  expect(() => lives.decided(stopped, command, later)).not.toThrow();
});

it('is destroyed at a threshold that says so, whatever it is doing', () => {
  for (const environment of [ready(), idle(lives.applying(lives.claimed(lives.born())))]) {
    const decided = lives.decided(environment, news(environment, [[100, 'destroy']], { at: start }), later);
    expect(types(decided).slice(0, 2)).toEqual(['BudgetThresholdReached', 'EnvironmentDestroyRequested']);
    expect(decided.environment).toMatchObject({
      status: 'destroying',
      destruction: { reason: 'over-budget' },
    });
    expect(lives.decided(decided.environment, news(environment, [[150, 'destroy']]), later).events).toEqual(
      [],
    );
  }
});

it('heeds no news of another life or of another month, and none after its end', () => {
  const environment = ready();
  const other = { ...environment, id: `${environment.id.slice(0, -1)}X` };
  const passed: [number, Action][] = [[100, 'destroy']];
  const cases: [Environment, Command][] = [
    [environment, news(other, passed)],
    [environment, news(environment, passed, { month: '2025-11' })],
    [idle(lives.doomed()), news(lives.doomed(), passed)],
  ];

  for (const [seen, command] of cases) expect(lives.decided(seen, command, later).environment).toBe(seen);
});

it('does not put to sleep, or say so of, what was created after the threshold was passed', () => {
  const environment = sleeper();
  const passed: [number, Action][] = [
    [50, 'sleep'],
    [80, 'approve-extension'],
  ];
  const decided = lives.decided(environment, news(environment, passed, { at: start }), later);

  expect(reached(decided)).toEqual([]);
  expect(decided.environment.run).toBeNull();
  expect(decided.environment.heeded?.[0]?.passed).toHaveLength(2);
});

describe('a threshold that puts to sleep', () => {
  const passed: [number, Action][] = [[80, 'sleep']];

  it('opens the run that does, once', () => {
    const environment = sleeper();
    const decided = lives.decided(environment, news(environment, passed), later);

    expect(types(decided)).toEqual(['BudgetThresholdReached', 'EnvironmentSleepRequested', 'RunStarted']);
    expect(decided.environment).toMatchObject({ run: { transition: 'sleep' } });
    const awake = { ...decided.environment, run: null } as Environment;
    expect(lives.decided(awake, news(environment, passed), later).events).toEqual([]);
    expect(lives.decided(awake, { type: 'tick' }, later).events).toEqual([]);
  });

  it('waits for the run that is at work, and is due as soon as that is over', () => {
    const environment = sleeper();
    const { wanted: spec, cost } = environment;
    const busy = idle(
      lives.after(environment, [{ type: 'change', spec, cost, planOnly: false, by: lives.by }]),
    );
    const told = idle(lives.decided(busy, news(environment, passed), later).environment);
    expect(told).toMatchObject({ run: { kind: 'provision' }, heeded: [{ sleepDue: true }] });
    expect(lives.decided(told, { type: 'tick' }, later).environment.run?.transition).toBeUndefined();

    const free = { ...told, run: null } as Environment;
    expect(dueAt(free)).toBe(free.updatedAt);
    const slept = lives.decided(free, { type: 'tick' }, plus(later, minute));
    expect(slept.environment).toMatchObject({ run: { transition: 'sleep' } });
    expect(slept.environment.heeded?.[0]?.sleepDue).toBeUndefined();
  });

  it('is forgotten with its month, and where its template cannot sleep', () => {
    const { heeded: _, ...environment } = ready();
    const due = (month: string): Environment => ({
      ...(environment as Environment),
      heeded: [{ holder: team, month, usd: 1, used: 1, passed: [], sleepDue: true }],
    });
    for (const seen of [
      due(monthOf(start)),
      { ...sleeper(), heeded: due('2025-11').heeded },
    ] as Environment[]) {
      const decided = lives.decided(seen, { type: 'tick' }, later);
      expect(decided.environment.run).toBeNull();
      expect(decided.environment.heeded?.[0]?.sleepDue).toBeUndefined();
    }
  });
});
