import type { Measurement } from '../base/metrics';
import { between, type Instant, second } from '../base/time';

/** The gauges of environments that should be gone, each since `since`; the age of the oldest in seconds, 0 where none is. */
export function measureOverdue(overdue: { since: Instant; status: string }[], now: Instant): Measurement[] {
  const oldest = overdue.map(({ since }) => since).sort()[0];
  return [
    { name: 'OverdueEnvironments', value: overdue.length },
    { name: 'OldestOverdueAge', value: oldest === undefined ? 0 : between(oldest, now) / second },
    { name: 'StuckEnvironments', value: overdue.filter(({ status }) => status === 'stuck').length },
  ];
}
