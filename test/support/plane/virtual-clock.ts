import type { Clock } from '../../../src/emulators/clock';

interface Timer {
  at: number;
  wake: () => void;
}

/** A clock that jumps to the next timer as soon as nothing else is left to do, so that hours pass in no time. Real I/O is not waited for. */
export function virtualClock(start = '2026-01-01T00:00:00Z'): Clock {
  const timers = new Set<Timer>();
  let now = Date.parse(start);
  let scheduled = false;
  const scheduleJump = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(jump);
  };
  const jump = () => {
    scheduled = false;
    const [next] = [...timers].sort((a, b) => a.at - b.at);
    if (!next) return;
    timers.delete(next);
    now = Math.max(now, next.at);
    next.wake();
    scheduleJump();
  };
  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const stop = () => timers.delete(timer) && reject(signal.reason as Error);
        const wake = () => {
          signal.removeEventListener('abort', stop);
          resolve();
        };
        const timer = { at: now + ms, wake };
        timers.add(timer);
        signal.addEventListener('abort', stop, { once: true });
        scheduleJump();
      }),
  };
}
