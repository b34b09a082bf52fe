import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '../../domain/environment/run-failure';

/** How long to go on trying, and what to call when an attempt fails. */
export interface Perseverance {
  /** Milliseconds on `performance.now()`'s scale. */
  until: number;
  onRetry: (error: Error, attempt: number) => void;
  firstDelayMs?: number;
}

const longestDelayMs = 10_000;

/** Does `task` again while what it throws may pass, with back-off; throws its last error when time is up. */
export async function persevere<Result>(
  task: () => Promise<Result>,
  { until, onRetry, firstDelayMs = 500 }: Perseverance,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      const delay = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
      if (!isTransient(error) || performance.now() + delay > until) throw error;
      onRetry(error as Error, attempt);
      await sleep(delay);
    }
  }
}
