import { isDomainError } from '../../../../../src/domain/base/errors';
import { day, hour, plus } from '../../../../../src/domain/base/time';
import type { Birth } from '../../../../../src/domain/environment/decisions/create-environment';
import { dueAt } from '../../../../../src/domain/environment/due';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { startLease } from '../../../../../src/domain/lease';
import { birthOf, planDigest, planOf, start } from '../../../../support/builders/births';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  decided,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../../support/builders/lives';

const schedule = '20:00-07:00 UTC';
const evening = '2026-01-01T20:00:00.000Z';
const morning = '2026-01-02T07:00:00.000Z';
const monthly = { awake: 80, asleep: 20 };
const bounds = { default: '1d', max: '30d', permanent: false };
const lease = startLease({ ttl: '20d' }, bounds, start);
const spec = { ...birthOf().spec, sleep: { asleep: false, monthly } };
const awake = (more: Partial<Birth> = {}) => ready({ spec, lease, ...more });
const scheduled = () => ({ ...awake({ sleep: schedule }), outbox: [], effects: [] });
const tick = (environment: Environment, now: string) => decided(environment, { type: 'tick' }, now);
const typesOf = (environment: Environment) => environment.outbox.map(({ type }) => type);
const codeOf = (act: () => unknown) => {
  try {
    act();
    return 'done';
  } catch (error) {
    return isDomainError(error) ? error.code : String(error);
  }
};

/** Carries the open run out, as a build would, and delivers what there is to tell. */
function carriedOut(environment: Environment, now: string): Environment {
  const built = applying(claimed(environment, now), now);
  const done = settled(built, appliedOutcome(runOf(built)), now).environment;
  return { ...done, outbox: [], effects: [] };
}
const asleep = (now = start) => carriedOut(after(awake(), [{ type: 'sleep', by }], now), now);

describe('to put to sleep', () => {
  it('wants nothing else than before, opens a run and ends ready and asleep', () => {
    const seen = awake();
    const going = after(seen, [{ type: 'sleep', by }]);
    const slept = carriedOut(going, start);

    expect(going).toMatchObject({ status: 'ready', run: { transition: 'sleep', requestedBy: by } });
    expect(going.wanted).toEqual({ ...seen.wanted, sleep: { asleep: true, monthly } });
    expect(typesOf(going).slice(-2)).toEqual(['EnvironmentSleepRequested', 'RunStarted']);
    expect(slept).toMatchObject({ status: 'ready', run: null, applied: { sleep: { asleep: true } } });
  });

  it('is nothing where it sleeps or is going to', () => {
    const going = after(awake(), [{ type: 'sleep', by }]);

    expect(decided(going, { type: 'sleep', by }).environment).toBe(going);
    const slept = asleep();
    expect(decided(slept, { type: 'sleep', by }).environment).toBe(slept);
    const woken = awake();
    expect(decided(woken, { type: 'wake', by }).environment).toBe(woken);
  });

  it.each([
    ['of a version that cannot sleep', () => ready({ lease }), 'CannotSleep'],
    ['before anything was built', () => after(waitingBirth(), [{ type: 'cancel', by }]), 'WrongStatus'],
    ['while something else is done', () => changing(), 'RunActive'],
    ['while it wakes', () => after(asleep(), [{ type: 'wake', by }]), 'RunActive'],
    ['of what is destroyed', () => doomed(), 'WrongStatus'],
  ])('is refused %s', (_, make, code) => {
    expect(codeOf(() => decided(make(), { type: 'sleep', by }))).toBe(code);
  });

  it('is covered by the approval of the life, and whoever gave it stands behind it', () => {
    const always = { ...spec, approval: 'always' as const };
    const planned = waiting(born({ spec: always, lease }), ['template-always']);
    const approved = carriedOut(
      after(planned, [{ type: 'approve', planDigest, by: 'eve@example.com' }]),
      start,
    );
    const slept = carriedOut(after(approved, [{ type: 'sleep', by }]), start);

    expect(slept.applied?.consent).toEqual(approved.applied?.consent);
    expect(slept.applied?.consent).toMatchObject({ approvedBy: 'eve@example.com' });
    const changed = after(approved, [
      { type: 'change', spec: approved.wanted, planOnly: false, cost: approved.cost, by },
    ]);
    expect(codeOf(() => applying(claimed(changed)))).toBe('RunRefused');
  });

  it('leaves it awake where nothing was applied of it, and asleep is what is retried else', () => {
    const going = claimed(after(awake(), [{ type: 'sleep', by }]));
    const untouched = settled(going, failedOutcome()).environment;
    const half = settled(applying(going), failedOutcome()).environment;
    const again = after(half, [{ type: 'retry', by }]);

    expect(untouched).toMatchObject({ status: 'ready', wanted: { sleep: { asleep: false } } });
    expect(half).toMatchObject({ status: 'failed', applied: { sleep: { asleep: true } } });
    expect(again).toMatchObject({ run: { transition: 'sleep' }, wanted: { sleep: { asleep: true } } });
  });
});

describe('a schedule', () => {
  it('does each edge once, by itself, when the sweep comes by', () => {
    const first = dueAt(scheduled())!;
    const seen = tick(scheduled(), first).environment;
    const going = tick(scheduled(), evening).environment;
    const slept = carriedOut(going, plus(evening, 60_000));

    // The time of its daily check for drift comes before the evening.
    const ofCheck = '2026-01-01T17:53:00.000Z';
    expect([first, seen.run, dueAt(seen)]).toEqual(['2026-01-01T07:00:00.000Z', null, ofCheck]);
    expect(tick(seen, ofCheck).environment.run).toBeNull();
    expect(going).toMatchObject({ run: { transition: 'sleep', requestedBy: 'leasehold' } });
    expect(tick(slept, plus(evening, hour)).environment).toBe(slept);
    expect(dueAt(slept)).toBe(morning);
    expect(tick(slept, morning).environment).toMatchObject({ run: { transition: 'wake' } });
  });

  it('does of the edges that were missed only the newest', () => {
    const late = plus(morning, 5 * day + hour);
    const seen = tick(scheduled(), late);

    expect(seen.environment.run).toBeNull();
    expect(seen.environment.schedule).toEqual({ sleep: schedule, edge: plus(morning, 5 * day) });
    expect(tick(seen.environment, late).environment).toBe(seen.environment);
    expect(tick(scheduled(), plus(evening, 3 * day)).environment.run).toMatchObject({ transition: 'sleep' });
  });

  it('waits for what is under way, and follows it', () => {
    const busy = claimed(changing(awake({ sleep: schedule })));
    const built = applying(busy);
    const done = settled(built, appliedOutcome(runOf(built)), plus(evening, hour)).environment;

    expect(tick(busy, evening).environment).toBe(busy);
    expect(dueAt(done)! <= plus(evening, hour)).toBe(true);
    expect(tick(done, plus(evening, hour)).environment.run).toMatchObject({ transition: 'sleep' });
  });

  it('leaves a person their wish until its next edge', () => {
    const slept = carriedOut(tick(scheduled(), evening).environment, evening);
    const woken = carriedOut(after(slept, [{ type: 'wake', by }], plus(evening, hour)), plus(evening, hour));

    expect(tick(woken, plus(evening, 2 * hour)).environment).toBe(woken);
    const next = tick(woken, morning).environment;
    expect(next.run).toBeNull();
    expect(tick(next, plus(evening, day)).environment.run).toMatchObject({ transition: 'sleep' });
  });

  it('has no say about an edge behind which a person said what they want', () => {
    const late = plus(evening, hour);
    const held = decided(scheduled(), { type: 'wake', by }, late).environment;

    expect(held.run).toBeNull();
    expect(tick(held, plus(late, hour)).environment).toBe(held);
  });

  it('gives a plan of its own up that still waits at its next edge, and follows that', () => {
    const going = tick(scheduled(), evening).environment;
    const asks = waitingOf(going, evening);
    const given = tick(asks, morning).environment;

    expect(dueAt(asks)! <= morning).toBe(true);
    expect(given).toMatchObject({ status: 'ready', run: null, wanted: { sleep: { asleep: false } } });
    expect(typesOf(given)).toContain('PlanExpired');
    expect(tick(given, morning).environment).toMatchObject({ run: null, schedule: { edge: morning } });
  });

  it('wakes what failed while it fell asleep, and leaves every other failure alone', () => {
    const going = applying(claimed(tick(scheduled(), evening).environment, evening), evening);
    const half = settled(going, failedOutcome(), evening).environment;
    const other = settled(applying(claimed(changing(scheduled()))), failedOutcome()).environment;

    expect(tick(half, morning).environment.run).toMatchObject({ transition: 'wake' });
    expect(tick(other, evening).environment).toMatchObject({ run: null, schedule: { edge: evening } });
  });

  it('is set and taken away without a run, and begins with its next edge', () => {
    const late = plus(evening, hour);
    const set = decided(awake(), { type: 'schedule', sleep: schedule, by }, late).environment;

    expect(set).toMatchObject({ run: null, schedule: { sleep: schedule } });
    expect(tick(set, plus(late, hour)).environment).toBe(set);
    expect(decided(set, { type: 'schedule', sleep: schedule, by }, late).environment).toBe(set);
    const none = decided(set, { type: 'schedule', sleep: null, by }, late).environment;
    expect(none).not.toHaveProperty('schedule');
    expect(typesOf(none).slice(-2)).toEqual(['SleepScheduleChanged', 'SleepScheduleChanged']);
    expect(codeOf(() => decided(ready({ lease }), { type: 'schedule', sleep: schedule, by }))).toBe(
      'CannotSleep',
    );
  });

  it('ends with the lease, which ends what sleeps too', () => {
    const slept = carriedOut(tick(scheduled(), evening).environment, evening);
    const over = tick(slept, plus(start, 20 * day)).environment;

    expect(over).toMatchObject({ status: 'destroying', run: { kind: 'destroy' } });
    expect(over.applied?.sleep?.asleep).toBe(true);
  });
});

describe('what sleeps', () => {
  it('stays asleep through a change', () => {
    const changed = changing(asleep());

    expect(carriedOut(changed, start)).toMatchObject({ applied: { sleep: { asleep: true } } });
  });

  it('is put to sleep again after the week at whose end AWS starts a stopped database', () => {
    const slept = asleep();
    const again = tick(slept, plus(start, 7 * day + hour)).environment;

    expect(tick(slept, plus(start, 7 * day)).environment.run).toBeNull();
    expect(again).toMatchObject({ run: { transition: 'sleep', requestedBy: 'leasehold' } });
  });
});

function changing(seen: Environment = awake()): Environment {
  const { wanted, cost } = seen;
  return after(seen, [{ type: 'change', spec: wanted, planOnly: false, cost, by }]);
}

function waitingBirth(): Environment {
  return waiting(born({ spec, lease, planOnly: true }));
}

function waitingOf(environment: Environment, now: string): Environment {
  const built = claimed(environment, now);
  const plan = planOf(runOf(built), ['beyond-sleep']);
  return settled(built, { result: 'planned', plan }, now).environment;
}
