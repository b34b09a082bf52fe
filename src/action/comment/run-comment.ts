import { PreviewCommentActionConfig } from '../../config/actions';
import { readConfig } from '../../config/read-config';
import { StepReport } from '../step-report';
import { type CommentStart, postComment } from './post-comment';
import { markerOf, oldMarker, renderComment } from './render-comment';

/** The action `comment`: shows a preview on its pull request, in one comment; returns the exit code. */
export function runCommentAction(start: CommentStart): Promise<number> {
  return postComment(start, {
    read: (variables) => readConfig(PreviewCommentActionConfig, variables),
    write: ({ LEASEHOLD_REPORT: text, LEASEHOLD_CONFIG: file }, { pull, run }) => {
      const report = reportIn(text);
      if (report?.step === 'make' && report.ended === 'nothing') return null;
      return {
        marker: markerOf(pull, file),
        formerly: [oldMarker],
        render: (before) => renderComment({ pull, report, run, before }),
      };
    },
  });
}

/** The job before left no report when it was ended before it knew anything. */
function reportIn(text: string | undefined): StepReport | null {
  return text === undefined ? null : StepReport.parse(JSON.parse(text));
}
