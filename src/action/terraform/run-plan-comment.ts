import { PlanCommentActionConfig } from '../../config/actions';
import { readConfig } from '../../config/read-config';
import { code } from '../../client/text/foreign-text';
import { type CommentStart, postComment } from '../comment/post-comment';
import { PlanReport } from './plan-report';
import { renderPlan } from './render-plan';

/** The action `plan-comment`: shows on a pull request what its Terraform would do, in one comment per folder; returns the exit code. */
export function runPlanCommentAction(start: CommentStart): Promise<number> {
  return postComment(start, {
    read: (variables) => readConfig(PlanCommentActionConfig, variables),
    write: ({ LEASEHOLD_REPORT: report, LEASEHOLD_FOLDER: folder }, { pull, run }) => ({
      marker: `<!-- leasehold:plan ${folder} -->`,
      render: () =>
        [
          textOf(report, folder),
          `Commit ${code(pull.commit.slice(0, 12))} of ${code(pull.branch)}; [what the workflow did](${run})`,
          '',
        ].join('\n'),
    }),
  });
}

/** A job that ended before it knew anything left no report, and the comment of an older plan must not stand. */
function textOf(report: string | undefined, folder: string): string {
  if (report === undefined)
    return `### There is no plan for ${code(folder)}: the workflow could not create it\n`;
  return renderPlan(PlanReport.parse(JSON.parse(report)));
}
