import type { Retrier } from './definition';
import { matchesError } from './state-failure';
import type { StateFailure } from './state-failure';

/** How often each retrier of a state was used during one visit. */
export type RetryCounts = Map<Retrier, number>;

/** Milliseconds to wait before the next attempt, counted in `counts`; nothing when no retrier applies or the first that does is spent. */
export function takeRetry(
  retriers: readonly Retrier[],
  failure: StateFailure,
  counts: RetryCounts,
): number | undefined {
  const retrier = retriers.find(({ ErrorEquals }) => matchesError(ErrorEquals, failure));
  if (!retrier) return undefined;
  const used = counts.get(retrier) ?? 0;
  if (used >= (retrier.MaxAttempts ?? 3)) return undefined;
  counts.set(retrier, used + 1);
  return retryDelay(retrier, used);
}

function retryDelay(retrier: Retrier, used: number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds);
  return (retrier.JitterStrategy === 'FULL' ? Math.random() * seconds : seconds) * 1000;
}
