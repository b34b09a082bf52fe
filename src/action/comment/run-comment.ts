import { CommentActionConfig } from '../../config/actions';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { Report } from '../report';
import { postComment } from './post-comment';
import { marker, renderComment } from './render-comment';

/** The action `comment`: shows a preview on its pull request, in one comment; returns the exit code. */
export function runCommentAction(env: ProcessEnvironment, write: (text: string) => void): Promise<number> {
  return postComment(env, write, {
    read: (variables) => readConfig(CommentActionConfig, variables),
    write: ({ LEASEHOLD_REPORT: report }, story) => ({
      marker,
      text: renderComment({ ...story, report: reportIn(report) }),
    }),
  });
}

/** The job before left no report when it failed before it knew anything. */
function reportIn(text: string | undefined): Report | null {
  return text === undefined ? null : Report.parse(JSON.parse(text));
}
