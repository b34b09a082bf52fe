/** What the engine knows of time. `sleep` resolves after that many milliseconds and rejects with the signal's reason once aborted. */
export interface Clock {
  now: () => Date;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A longer `setTimeout` fires at once; the States Language allows waits of three years. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    for (let left = ms; left > 0; left -= longestTimerMs) {
      await startTimer(Math.min(left, longestTimerMs), signal);
    }
    signal.throwIfAborted();
  },
};

function startTimer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
