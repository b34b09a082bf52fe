import { startSchedule } from '../../../../src/emulators/events/schedule';
import { virtualClock } from '../../../support/plane/virtual-clock';

/** Lets the virtual clock make that many jumps. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('startSchedule', () => {
  it('runs once per period, the first time after one period', async () => {
    const clock = virtualClock('2026-01-01T00:00:00Z');
    const times: string[] = [];
    const run = async () => void times.push(clock.now().toISOString());

    const schedule = startSchedule({ everyMs: 60_000, run, clock });
    while (times.length < 3) await turns(1);
    await schedule.stop();

    expect(times.slice(0, 3)).toEqual([
      '2026-01-01T00:01:00.000Z',
      '2026-01-01T00:02:00.000Z',
      '2026-01-01T00:03:00.000Z',
    ]);
  });

  it('goes on after a run that fails, and reports it', async () => {
    const failures: unknown[] = [];
    let runs = 0;
    const run = async () => {
      runs += 1;
      if (runs === 1) throw new Error('sweep failed');
    };

    const schedule = startSchedule({
      everyMs: 1000,
      run,
      onFailure: (error) => failures.push(error),
      clock: virtualClock(),
    });
    while (runs < 3) await turns(1);
    await schedule.stop();

    expect(failures).toEqual([new Error('sweep failed')]);
  });

  it.each([
    [1, undefined],
    [2, 2],
  ])('keeps at most %d runs under way', async (most, maxConcurrent) => {
    const finish: (() => void)[] = [];
    const run = () => new Promise<void>((resolve) => finish.push(resolve));
    const options = maxConcurrent === undefined ? {} : { maxConcurrent };

    const schedule = startSchedule({ everyMs: 1000, run, clock: virtualClock(), ...options });
    await turns(20);
    const underWay = finish.length;
    finish.forEach((resolve) => resolve());
    await schedule.stop();

    expect(underWay).toBe(most);
  });

  it('starts nothing more once stopped, and waits for the run under way', async () => {
    const order: string[] = [];
    let finish = () => undefined as void;
    const run = async () => {
      order.push('started');
      await new Promise<void>((resolve) => (finish = resolve));
      order.push('finished');
    };
    const schedule = startSchedule({ everyMs: 1000, run, clock: virtualClock() });
    while (order.length === 0) await turns(1);

    const stopped = schedule.stop().then(() => order.push('stopped'));
    finish();
    await stopped;
    await turns(5);

    expect(order).toEqual(['started', 'finished', 'stopped']);
  });
});
