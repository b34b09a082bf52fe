import { isGone } from '../../client/follow-environment';
import { formatInstant } from '../../client/text/time';
import { counted } from '../../domain/base/counted';
import { formatUsd } from '../../domain/cost/money';
import type { Report } from '../report';
import type { StepReport } from '../step-report';
import { code, entities } from '../../client/text/foreign-text';
import { previewHeadline } from './headline';
import { keptRows } from './kept-rows';
import type { PullRequest } from './pull-request';

/** The first line of the comment that an earlier release wrote. */
export const oldMarker = '<!-- leasehold:preview -->';

/** The first line of the one comment on the preview that a file of a pull request asks for; it is not shown. */
export function markerOf({ repositoryId, number }: PullRequest, file: string): string {
  // A comment of HTML ends at two dashes.
  const path = encodeURIComponent(file).replaceAll('-', '%2D');
  return `<!-- leasehold:preview ${repositoryId ?? ''}:${number}:${path} -->`;
}

/** What is known when the comment is written; `report` is null where the job left none. */
export interface Story {
  pull: PullRequest;
  report: StepReport | null;
  /** The address of the workflow's run. */
  run: string;
  /** What the comment says until now. */
  before: string | null;
}

/**
 * What the comment says of a preview, as Markdown in which no text of others can become anything but text. Where nothing is
 * known of the preview now, it keeps what it said of it.
 */
export function renderComment(story: Story): string {
  const { report, pull, run, before } = story;
  const known = report?.environment ?? null;
  const rows = known === null ? keptRows(before) : rowsOf(known, pull).map(toRow);
  const error = report?.cause == null ? [] : [toRow(['Error', code(report.cause)])];
  const lines = [...rows, ...error];
  const table = lines.length > 0 ? ['', '| | |', '|---|---|', ...lines] : [];
  return [`### ${previewHeadline(story, rows)}`, ...table, '', `[What the workflow did](${run})`, ''].join(
    '\n',
  );
}

function rowsOf(report: Report, { commit, branch }: PullRequest): [string, string][] {
  const { name, template, url, expiresAt, failure, plan, approvalFor, checks } = report;
  const rows: [string, string | null][] = [
    ['Environment', `${code(name)}, ${code(template)}`],
    ['Address', url === null ? null : link(url)],
    ['Cost', isGone(report.status) ? null : costOf(report)],
    ['Expires', expiresAt === null ? null : formatInstant(expiresAt)],
    ['Commit', `${code(commit.slice(0, 12))} of ${code(branch)}`],
    ['Cause', failure === null ? null : code(failure)],
    ['Plan', linesOf(plan)],
    ['Approval for', linesOf(approvalFor)],
    ['Checks', linesOf(checks)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

function costOf({ cost: { hourly, monthly, lease, unpriced } }: Report): string {
  if (hourly === 0 && monthly === 0) return unpriced > 0 ? 'not estimated' : '$0.00/mo';
  const whole = lease === null ? '' : `, ${formatUsd(lease)} over the lease`;
  const more = unpriced > 0 ? `; ${counted(unpriced, 'part')} not priced` : '';
  return `${formatUsd(monthly)} a month${whole}${more}`;
}

/** Lines of a cell. */
function linesOf(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : lines.map(code).join('<br>');
}

function toRow([name, value]: [string, string]): string {
  return `| ${name} | ${value} |`;
}

/** An address is a link only if it is one; `javascript:` and the like stay text. */
function link(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return code(text);
  return `<a href="${entities(url.href)}">${code(url.href)}</a>`;
}
