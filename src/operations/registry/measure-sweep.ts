import type { Measurement } from '../../domain/base/metrics';
import { between, type Instant, second } from '../../domain/base/time';

/** What a sweep did: items it took on, and those it could not handle. */
export interface SweepReport {
  visited: number;
  failed: number;
}

/** The heartbeat of the sweep, and how late it was for what had been due the longest; in seconds, 0 where nothing was due. */
export function measureSweep(
  { visited, failed }: SweepReport,
  oldestDue: Instant | undefined,
  now: Instant,
): Measurement[] {
  return [
    { name: 'SweepCompleted', value: 1 },
    { name: 'SweepVisited', value: visited },
    { name: 'SweepFailed', value: failed },
    { name: 'OldestDueAge', value: oldestDue === undefined ? 0 : between(oldestDue, now) / second },
  ];
}
