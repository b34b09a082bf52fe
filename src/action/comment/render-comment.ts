import { formatInstant } from '../../client/text/time';
import { formatUsd } from '../../domain/cost/money';
import type { Report } from '../report';
import { code, entities } from './foreign-text';
import type { PullRequest } from './pull-request';

/** The first line of the one comment that belongs to a pull request's preview; it is not shown. */
export const marker = '<!-- leasehold:preview -->';

/** What is known when the comment is written; `report` is null where nothing could be learned. */
export interface Story {
  pull: PullRequest;
  report: Report | null;
  /** The address of the workflow's run. */
  run: string;
}

/** What the comment says of a preview, as Markdown in which no text of others can become anything but text. */
export function renderComment(story: Story): string {
  const rows = story.report ? rowsOf(story.report, story.pull) : [];
  const table = rows.length > 0 ? ['', '| | |', '|---|---|', ...rows.map(toRow)] : [];
  return [`### ${headline(story)}`, ...table, '', `[What the workflow did](${story.run})`, ''].join('\n');
}

function headline({ report, pull }: Story): string {
  if (pull.closed && (report === null || report.status === 'destroyed')) return 'The preview is destroyed';
  if (report === null) return 'There is no preview yet: the workflow could not make it';
  if (report.awaitsApproval) return 'The preview awaits approval of its plan';
  if (report.failure !== null) return `The preview is ${code(report.status)}: it needs a look`;
  return report.status === 'ready' ? 'The preview is ready' : `The preview is ${code(report.status)}`;
}

function rowsOf(report: Report, { commit, branch }: PullRequest): [string, string][] {
  const { name, template, url, expiresAt, failure, plan, approvalFor, checks } = report;
  const rows: [string, string | null][] = [
    ['Environment', `${code(name)}, ${code(template)}`],
    ['Address', url === null ? null : link(url)],
    ['Cost', report.status === 'destroyed' ? null : costOf(report)],
    ['Expires', expiresAt === null ? null : formatInstant(expiresAt)],
    ['Commit', `${code(commit.slice(0, 12))} of ${code(branch)}`],
    ['Cause', failure === null ? null : code(failure)],
    ['Plan', linesOf(plan)],
    ['Approval for', linesOf(approvalFor)],
    ['Checks', linesOf(checks)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

function costOf({ cost: { hourly, monthly, lease } }: Report): string {
  if (hourly === 0 && monthly === 0) return '$0.00/mo';
  const whole = lease === null ? '' : `, ${formatUsd(lease)} over the lease`;
  return `${formatUsd(monthly)} a month${whole}`;
}

/** A comment has room for so many lines of each. */
const mostLines = 10;

/** Lines of a cell; the rest is in what `idp plan` shows. */
function linesOf(lines: readonly string[]): string | null {
  if (lines.length === 0) return null;
  const left = lines.length - mostLines;
  const more = left > 0 ? [`and ${left} more: <code>idp plan</code> shows all`] : [];
  return [...lines.slice(0, mostLines).map(code), ...more].join('<br>');
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
