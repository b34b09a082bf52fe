import type { Measurement } from '../../domain/base/metrics';
import { between, type Instant, second } from '../../domain/base/time';
import type { OverdueEnvironment } from '../ports/deps';
import type { SweepReport } from './sweep';

/** What a sweep saw: what it did, since when the oldest due item was due, and what should be gone. */
export interface SweepSight {
  report: SweepReport;
  oldestDue: Instant | undefined;
  overdue: OverdueEnvironment[];
}

/** The heartbeat of the sweep and the gauges that only it can read; ages in seconds, 0 where nothing is late. */
export function measureSweep({ report, oldestDue, overdue }: SweepSight, now: Instant): Measurement[] {
  const age = (from: Instant | undefined) => (from === undefined ? 0 : between(from, now) / second);
  const oldestOverdue = overdue.map(({ since }) => since).sort()[0];
  return [
    { name: 'SweepCompleted', value: 1 },
    { name: 'SweepVisited', value: report.visited },
    { name: 'SweepFailed', value: report.failed },
    { name: 'OldestDueAge', value: age(oldestDue) },
    { name: 'OverdueEnvironments', value: overdue.length },
    { name: 'OldestOverdueAge', value: age(oldestOverdue) },
    { name: 'StuckEnvironments', value: overdue.filter(({ status }) => status === 'stuck').length },
  ];
}
