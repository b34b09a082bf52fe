import { TemplateCommentActionConfig } from '../../config/actions';
import { readConfig } from '../../config/read-config';
import { code } from '../../client/text/foreign-text';
import { type CommentStart, postComment } from '../comment/post-comment';
import { renderReport } from './render-report';
import { TemplateReport } from './template-report';

/** The action `template-comment`: shows on a pull request what was found out about its template, in one comment per folder; returns the exit code. */
export function runTemplateCommentAction(start: CommentStart): Promise<number> {
  return postComment(start, {
    read: (variables) => readConfig(TemplateCommentActionConfig, variables),
    write: ({ LEASEHOLD_REPORT: report, LEASEHOLD_FOLDER: folder }, { pull, run }) => ({
      marker: markerOf(folder),
      render: () =>
        [
          textOf(report, folder),
          `Commit ${code(pull.commit.slice(0, 12))} of ${code(pull.branch)}; [what the workflow did](${run})`,
          '',
        ].join('\n'),
    }),
  });
}

/** A comment of HTML ends at two dashes. */
function markerOf(folder: string): string {
  return `<!-- leasehold:template ${encodeURIComponent(folder).replaceAll('-', '%2D')} -->`;
}

/** A job that ended before it knew anything left no report, and the comment of an older commit must not stand. */
function textOf(report: string | undefined, folder: string): string {
  if (report === undefined)
    return `### ${code(folder)} was not checked: the workflow left no report. The lease ends its trial, if it has one\n`;
  return renderReport(TemplateReport.parse(JSON.parse(report)));
}
