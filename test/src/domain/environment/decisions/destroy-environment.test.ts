import { stopGrace } from '../../../../../src/domain/environment/decisions/destroy-environment';
import { day, hour, minute, plus } from '../../../../../src/domain/base/time';
import { start } from '../../../../support/builders/births';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  decided,
  destroyedOutcome,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../../support/builders/lives';

const destroy = { type: 'destroy', by } as const;
const typesOf = (events: { type: string }[]) => events.map((event) => event.type);

describe('a destroy asked of', () => {
  it('an idle environment starts at once', () => {
    const { environment, events, effects } = decided(ready(), destroy);

    expect(environment).toMatchObject({ status: 'destroying', run: { kind: 'destroy', phase: 'queued' } });
    expect(typesOf(events)).toEqual(['EnvironmentDestroyRequested', 'RunStarted']);
    expect(effects).toEqual([
      { type: 'start-execution', workflow: 'destroy-environment', run: runOf(environment) },
    ]);
  });

  it('a failed environment forgets the failure of its provision', () => {
    const failed = settled(applying(claimed(born())), failedOutcome()).environment;

    const { environment } = decided(failed, destroy);

    expect(environment).toMatchObject({ status: 'destroying', destruction: { attempts: 1 } });
    expect(environment).not.toHaveProperty('failure');
  });

  it('a queued life ends it in one write, and stops the execution', () => {
    const { environment, events, effects } = decided(born(), destroy);

    expect(environment).toMatchObject({ status: 'destroyed', receipt: { built: false }, run: null });
    expect(typesOf(events)).toEqual(['EnvironmentDestroyRequested', 'RunCancelled', 'EnvironmentDestroyed']);
    expect(effects).toEqual([expect.objectContaining({ type: 'stop-execution' })]);
  });

  it('a plan that waits forgets the plan', () => {
    const { environment, effects } = decided(waiting(born({ planOnly: true })), destroy);

    expect(environment.status).toBe('destroyed');
    expect(effects).toEqual([expect.objectContaining({ type: 'discard-plan' })]);
  });

  it.each([
    ['planning', claimed(born())],
    ['applying', applying(claimed(born()))],
  ])('an environment that is %s asks the run to stop, and waits for it', (phase, environment) => {
    const asked = decided(environment, destroy);

    expect(asked.environment).toMatchObject({
      status: 'destroying',
      run: { phase, stop: { reason: 'destroy' } },
    });
    expect(asked.effects).toEqual([]);
  });

  it('a doomed or ended environment changes nothing', () => {
    const twice = decided(doomed(), destroy);
    const ended = settled(claimed(doomed()), destroyedOutcome()).environment;

    expect(twice.events).toEqual([]);
    expect(decided(ended, destroy).environment).toBe(ended);
  });
});

describe('a run that a destroy overtook', () => {
  const overtaken = after(applying(claimed(born())), [destroy]);

  it.each([
    ['applied after all', appliedOutcome(runOf(overtaken)), 'applied'],
    ['failed', failedOutcome(), 'failed'],
    ['stopped', { result: 'cancelled' } as const, 'cancelled'],
  ])('that %s is only recorded, and the destroy starts', (_how, outcome, result) => {
    const { environment } = settled(overtaken, outcome);

    expect(environment).toMatchObject({
      status: 'destroying',
      run: { kind: 'destroy', phase: 'queued' },
      lastRun: { kind: 'provision', result },
    });
  });

  it('and that never began to apply leaves nothing to destroy', () => {
    const planning = after(claimed(born()), [destroy]);

    expect(settled(planning, { result: 'cancelled' }).environment).toMatchObject({
      status: 'destroyed',
      receipt: { built: false },
    });
  });

  it('may not begin to apply any more', () => {
    const planning = after(claimed(born()), [destroy]);

    expect(() => applying(planning)).toThrow(expect.objectContaining({ code: 'RunRefused' }));
  });

  it('and does not end within its grace has its build killed, once', () => {
    const early = decided(overtaken, { type: 'tick' }, plus(start, stopGrace - 1));
    const late = decided(overtaken, { type: 'tick' }, plus(start, stopGrace));
    const again = decided(late.environment, { type: 'tick' }, plus(start, stopGrace + minute));

    expect(early.effects).toEqual([]);
    expect(late.effects).toEqual([{ type: 'stop-build', build: `leasehold:${runOf(overtaken)}` }]);
    expect(again.environment).toBe(late.environment);
  });
});

describe('a destroy that failed', () => {
  it('is tried again after pauses that grow, then daily, and a person is told once', () => {
    let environment = doomed();
    let now = start;
    const pauses: number[] = [];
    const told: string[] = [];
    for (let attempt = 0; attempt < 14; attempt++) {
      const { environment: failed, events } = settled(claimed(environment, now), failedOutcome(), now);
      const next = 'destruction' in failed ? failed.destruction.nextAttemptAt! : now;
      expect(decided(failed, { type: 'tick' }, plus(next, -1)).environment).toBe(failed);
      pauses.push((Date.parse(next) - Date.parse(now)) / minute);
      told.push(...typesOf(events).filter((type) => type === 'EnvironmentStuck'));
      now = next;
      const delivered = {
        type: 'delivered' as const,
        events: failed.outbox.map(({ id }) => id),
        effects: [],
      };
      environment = after(failed, [delivered, { type: 'tick' }], now);
    }

    expect(pauses).toEqual([1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440, 1440, 1440]);
    expect(told).toHaveLength(1);
    expect(environment).toMatchObject({ status: 'stuck', run: { kind: 'destroy' } });
  });

  it.each(['occupied', 'unaccounted'] as const)(
    'that only a person can help, being %s, is stuck at once',
    (cls) => {
      const { environment, events } = settled(claimed(doomed()), failedOutcome(cls));

      expect(environment).toMatchObject({
        status: 'stuck',
        destruction: { nextAttemptAt: plus(start, day) },
      });
      expect(typesOf(events)).toContain('EnvironmentStuck');
    },
  );

  it('for want of a right tells a person at once, and is tried again after the usual pauses', () => {
    const first = settled(claimed(doomed()), failedOutcome('permission'));
    const now = plus(start, minute);
    const again = after(first.environment, [{ type: 'tick' }], now);
    const second = settled(claimed(again, now), failedOutcome('permission'), now);

    expect(first.environment).toMatchObject({ status: 'stuck', destruction: { nextAttemptAt: now } });
    expect(typesOf(first.events)).toContain('EnvironmentStuck');
    expect(second.environment).toMatchObject({
      status: 'stuck',
      destruction: { attempts: 2, nextAttemptAt: plus(now, 2 * minute) },
    });
    expect(typesOf(second.events)).not.toContain('EnvironmentStuck');
  });

  it('of what a template says tells a person at once, and is tried again after the usual pauses', () => {
    const { environment, events } = settled(claimed(doomed()), failedOutcome('configuration'));

    expect(environment).toMatchObject({
      status: 'stuck',
      destruction: { nextAttemptAt: plus(start, minute) },
    });
    expect(typesOf(events)).toContain('EnvironmentStuck');
  });

  it('may be retried by a person at once, and may still succeed when stuck', () => {
    const stuck = settled(claimed(doomed()), failedOutcome('unaccounted')).environment;

    const retried = after(stuck, [{ type: 'retry', by }], plus(start, hour));
    const { environment } = settled(claimed(retried), destroyedOutcome());

    expect(retried).toMatchObject({
      status: 'stuck',
      run: { kind: 'destroy' },
      destruction: { attempts: 2 },
    });
    expect(environment.status).toBe('destroyed');
  });
});
