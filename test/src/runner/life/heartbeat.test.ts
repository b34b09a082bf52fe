import type { Progress } from '../../../../src/domain/environment/progress';
import { Heartbeat } from '../../../../src/runner/life/heartbeat';
import type { RunStopped } from '../../../../src/domain/environment/run-failure';

describe('Heartbeat', () => {
  let abort: AbortController;
  let beats: Progress[];
  let heartbeat: Heartbeat | undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    abort = new AbortController();
    beats = [];
  });

  afterEach(() => {
    heartbeat?.end();
    jest.useRealTimers();
  });

  function start(answer: () => Promise<{ stop: boolean }>, deadlineMs = 3_600_000): void {
    heartbeat = new Heartbeat({
      gate: {
        beat: (progress) => {
          beats.push(progress);
          return answer();
        },
      },
      report: () => ({ step: 'apply', done: 1, total: 2, current: [] }),
      abort,
      clock: () => '2026-01-01T00:00:00.000Z',
      everyMs: 5_000,
      graceMs: 120_000,
      deadline: performance.now() + deadlineMs,
      log: () => undefined,
    });
    heartbeat.start();
  }

  const reason = () => abort.signal.reason as RunStopped | undefined;

  it('reports at once and then regularly, with a counter that only grows', async () => {
    start(() => Promise.resolve({ stop: false }));

    await jest.advanceTimersByTimeAsync(10_000);

    expect(beats.map(({ counter }) => counter)).toEqual([1, 2, 3]);
    expect(beats[0]).toMatchObject({ step: 'apply', done: 1, total: 2 });
    expect(abort.signal.aborted).toBe(false);
  });

  it('stops the run with its whole grace when that is wished', async () => {
    start(() => Promise.resolve({ stop: beats.length === 2 }));

    await jest.advanceTimersByTimeAsync(5_000);

    expect(reason()).toMatchObject({ why: 'requested', graceMs: 120_000 });
  });

  it('stops the run so that Terraform is dead before a minute without acknowledgement is over', async () => {
    start(() => Promise.reject(new Error('no answer')));

    await jest.advanceTimersByTimeAsync(44_000);
    expect(abort.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);

    expect(reason()).toMatchObject({ why: 'silent', graceMs: 15_000 });
  });

  it('counts a beat that never returns as silence, and sends no second one', async () => {
    start(() => new Promise(() => undefined));

    await jest.advanceTimersByTimeAsync(60_000);

    expect(beats).toHaveLength(1);
    expect(reason()).toMatchObject({ why: 'silent' });
  });

  it('takes up again after a silence that was short enough', async () => {
    start(() =>
      beats.length < 8 ? Promise.reject(new Error('no answer')) : Promise.resolve({ stop: false }),
    );

    await jest.advanceTimersByTimeAsync(70_000);

    expect(abort.signal.aborted).toBe(false);
  });

  it('stops the run at its deadline', async () => {
    start(() => Promise.resolve({ stop: false }), 30_000);

    await jest.advanceTimersByTimeAsync(30_000);

    expect(reason()).toMatchObject({ why: 'deadline' });
  });
});
