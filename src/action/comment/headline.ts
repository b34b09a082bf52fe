import { isGone } from '../../client/follow-environment';
import type { Report } from '../report';
import type { StepReport } from '../step-report';
import { code } from '../../client/text/foreign-text';
import { expiryIn } from './kept-rows';
import type { PullRequest } from './pull-request';

/** What the comment begins with: how the preview is, or what is not known of it; `rows` are those that follow. */
export function previewHeadline(
  { report, pull }: { report: StepReport | null; pull: PullRequest },
  rows: readonly string[],
): string {
  if (report === null) return withoutReport(pull);
  const { step, ended, environment } = report;
  if (ended === 'done' && environment) return outcome(environment);
  if (ended === 'nothing') return 'There is no preview';
  return step === 'end' ? notDestroyed(report, rows) : notMade(report, rows);
}

function outcome(report: Report): string {
  const { status, awaitsApproval, failure } = report;
  if (isGone(status)) return gone(report);
  if (awaitsApproval) return 'The preview awaits approval of its plan';
  if (failure !== null) return `The preview is ${code(status)} and needs attention`;
  return status === 'ready' ? 'The preview is ready' : `The preview is ${code(status)}`;
}

function gone({ status }: Report): string {
  if (status === 'destroyed') return 'The preview is destroyed';
  return 'The preview was removed from the list without a receipt, because its end cannot be verified';
}

/** A job that left no report may have done anything. */
function withoutReport({ closed }: PullRequest): string {
  return closed
    ? 'The preview may not be destroyed: the workflow left no report'
    : 'The state of the preview is unknown: the workflow left no report';
}

function notDestroyed({ ended, environment }: StepReport, rows: readonly string[]): string {
  if (environment && isGone(environment.status)) return gone(environment);
  const expiry = expiryIn(rows);
  const end = expiry === undefined ? 'if it exists, its lease ends it' : `its lease ends it at ${expiry}`;
  if (ended === 'failed') return `The preview could not be destroyed; ${end}`;
  if (environment?.status === 'destroying')
    return 'The workflow ended early; the control plane continues to destroy the preview';
  return `The workflow ended before the preview was destroyed; ${end}`;
}

function notMade({ ended, environment }: StepReport, rows: readonly string[]): string {
  const stands = environment !== null || rows.length > 0;
  if (ended === 'failed')
    return stands ? 'The preview could not be updated' : 'The preview could not be created';
  if (environment === null) return 'The workflow ended early; a preview may have been created';
  if (isGone(environment.status)) return gone(environment);
  return `The workflow ended early; the preview is ${code(environment.status)}, and the control plane continues`;
}
