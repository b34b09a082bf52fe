import type { JobContext } from '../action-context';
import type { Exception } from '../../domain/compliance/exceptions';
import type { ProfileName } from '../../domain/compliance/profile-names';
import type { StackReport } from './stacks-report';

/** What the commands of the action `stacks` work with. */
export interface StacksJob {
  context: JobContext;
  /** The team of a stack that is new. */
  team: string | undefined;
  profile: ProfileName;
  exceptions: readonly Exception[];
}

/** Keeps what is known of a stack, in place of what was known before. */
export function keepReport(reports: StackReport[], report: StackReport): void {
  const index = reports.findIndex(({ stack }) => stack === report.stack);
  if (index < 0) reports.push(report);
  else reports[index] = report;
}
