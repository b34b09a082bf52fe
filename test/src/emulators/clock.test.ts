import { systemClock } from '../../../src/emulators/clock';

describe('systemClock', () => {
  const never = new AbortController().signal;

  it('resolves after the time asked for', async () => {
    const started = performance.now();

    await systemClock.sleep(20, never);

    expect(performance.now() - started).toBeGreaterThanOrEqual(18);
  });

  it('rejects with the reason as soon as the signal aborts', async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);

    abort.abort(new Error('enough'));

    await expect(sleeping).rejects.toThrow('enough');
  });

  it('rejects at once when the signal was aborted before', async () => {
    const sleeping = systemClock.sleep(60_000, AbortSignal.abort(new Error('too late')));

    await expect(sleeping).rejects.toThrow('too late');
  });

  it('does not fire early when the time is longer than a timer can be', async () => {
    const abort = new AbortController();
    const woken = jest.fn();
    const sleeping = systemClock.sleep(2 ** 32, abort.signal).then(woken, () => undefined);

    await systemClock.sleep(20, never);
    abort.abort();
    await sleeping;

    expect(woken).not.toHaveBeenCalled();
  });
});
