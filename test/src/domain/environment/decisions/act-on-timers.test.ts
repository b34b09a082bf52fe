import type { Command } from '../../../../../src/domain/environment/decide';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { approvalWindow } from '../../../../../src/domain/environment/decisions/settle-run';
import { heartbeatWindow } from '../../../../../src/domain/environment/decisions/act-on-timers';
import { startLease } from '../../../../../src/domain/lease';
import { day, hour, minute, plus } from '../../../../../src/domain/base/time';
import { start } from '../../../../support/builders/births';
import {
  after,
  applying,
  born,
  by,
  claimed,
  decided,
  ready,
  runOf,
  waiting,
} from '../../../../support/builders/lives';

const tick = { type: 'tick' } as const;
const end = plus(start, 2 * hour);
const longLease = startLease({ ttl: '20d' }, { default: '1d', max: '30d', permanent: false }, start);
const typesOf = (events: { type: string }[]) => events.map((event) => event.type);

describe('waking', () => {
  it('does nothing before anything is due', () => {
    const environment = ready();

    expect(decided(environment, tick, plus(start, hour)).environment).toBe(environment);
  });

  it('warns once of each end of the lease', () => {
    const first = decided(ready(), tick, plus(end, -40 * minute));
    const last = decided(first.environment, tick, plus(end, -10 * minute));
    const extended = after(last.environment, [{ type: 'extend', ttl: '4h', by }], plus(end, -10 * minute));

    expect([...first.events, ...last.events]).toMatchObject([
      { type: 'LeaseEndsSoon', data: { warning: 'first', expiresAt: end } },
      { type: 'LeaseEndsSoon', data: { warning: 'last', expiresAt: end } },
    ]);
    expect(decided(first.environment, tick, plus(end, -11 * minute)).environment).toBe(first.environment);
    expect(decided(last.environment, tick, plus(end, -1)).environment).toBe(last.environment);
    expect(typesOf(decided(extended, tick, plus(end, 2 * hour)).events)).toEqual(['LeaseEndsSoon']);
  });

  it.each<[string, Environment, object]>([
    ['ready', ready(), { status: 'destroying', run: { kind: 'destroy' } }],
    ['unbuilt', born(), { status: 'destroyed', receipt: { built: false } }],
    ['waiting', waiting(born()), { status: 'destroyed', lastRun: { result: 'cancelled' } }],
    [
      'applying',
      applying(claimed(born())),
      { status: 'destroying', run: { phase: 'applying', stop: { reason: 'destroy' } } },
    ],
  ])('ends the lease of a %s environment, to the millisecond', (_status, environment, becomes) => {
    const early = decided(environment, tick, plus(end, -1));
    const { environment: next, events } = decided(environment, tick, end);

    expect(typesOf(early.events)).not.toContain('LeaseExpired');
    expect(typesOf(events).slice(0, 2)).toEqual(['LeaseExpired', 'EnvironmentDestroyRequested']);
    expect(next).toMatchObject({ ...becomes, destruction: { reason: 'expired', requestedBy: 'leasehold' } });
  });

  it.each<[string, Environment, object]>([
    [
      'an unbuilt environment failed',
      waiting(born({ lease: longLease })),
      { status: 'failed', failure: { class: 'policy' } },
    ],
    [
      'a built one as it was',
      waiting(
        after(ready({ lease: longLease }), [
          { type: 'change', spec: ready().wanted, planOnly: true, cost: ready().cost, by },
        ]),
      ),
      { status: 'ready' },
    ],
  ])('gives up a plan that nobody decided on, and leaves %s', (_what, environment, becomes) => {
    const at = plus(start, approvalWindow);
    const { environment: next, events, effects } = decided(environment, tick, at);

    expect(decided(environment, tick, plus(at, -1)).environment).toBe(environment);
    expect(next).toMatchObject({ ...becomes, run: null, lastRun: { result: 'expired' } });
    const failed = next.status === 'failed' ? ['EnvironmentFailed'] : [];
    expect(typesOf(events)).toEqual(['PlanExpired', 'RunCancelled', ...failed]);
    expect(effects).toEqual([{ type: 'discard-plan', run: runOf(environment) }]);
  });
});

describe('the heartbeat of a claimed run', () => {
  const environment = claimed(born({ lease: longLease }));
  const note = (counter: number) => ({ type: 'note-heartbeat', run: runOf(environment), counter }) as const;

  it('that goes on is noted', () => {
    const noted = after(environment, [note(3)], plus(start, minute));

    expect(noted.run).toMatchObject({
      heartbeat: { counter: 3, seenAt: plus(start, minute), suspected: false },
    });
  });

  it('that stands still for a minute is suspicious, and its build is stopped when it stands still for another', () => {
    const build = `leasehold:${runOf(environment)}`;
    const early = decided(environment, note(0), plus(start, heartbeatWindow - 1));
    const late = decided(environment, note(0), plus(start, day));
    const between = decided(late.environment, note(0), plus(start, day + heartbeatWindow - 1));
    const still = decided(late.environment, note(0), plus(start, day + heartbeatWindow));
    const unheard = decided(still.environment, note(0), plus(start, 2 * day));
    const delivered: Command = { type: 'delivered', events: [], effects: still.effects };
    const again = decided(after(still.environment, [delivered]), note(0), plus(start, 2 * day));

    expect(early.environment).toBe(environment);
    expect([typesOf(late.events), late.effects]).toEqual([['RunSilent'], []]);
    expect(between.environment).toBe(late.environment);
    expect([still.events, still.effects]).toEqual([[], [{ type: 'stop-build', build }]]);
    expect(unheard.effects).toEqual([]);
    expect(again.effects).toEqual([{ type: 'stop-build', build }]);
  });

  it('that comes back clears the suspicion', () => {
    const suspected = after(environment, [note(0)], plus(start, 2 * minute));

    expect(after(suspected, [note(1)], plus(start, 3 * minute)).run).toMatchObject({
      heartbeat: { suspected: false },
    });
  });

  it('of another run or of an idle environment says nothing', () => {
    const idle = ready();

    expect(decided(environment, { ...note(1), run: idle.id }).environment).toBe(environment);
    expect(decided(idle, note(1)).environment).toBe(idle);
  });
});
