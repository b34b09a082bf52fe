import { exitCodeOf, success } from '../../../client/exit-codes';
import { code } from '../../../client/text/foreign-text';
import { StacksReportActionConfig } from '../../../config/actions';
import { readConfig } from '../../../config/read-config';
import { type CommentStart, postComment } from '../../comment/post-comment';
import { readPullRequest } from '../../comment/pull-request';
import { complain } from '../../complain';
import { createRunner } from '../../workflow-commands';
import { StacksReport } from '../stacks-report';
import { hiddenMarker, type Publisher } from './publisher';
import { renderStacks } from './render-stacks';
import { writeChecks } from './write-checks';
import { writeDeployments } from './write-deployments';
import { writeIssues } from './write-issues';

/** The action `stacks-report`: shows on GitHub what the action `stacks` found out, with no token of the control plane; returns the exit code. */
export async function runStacksReportAction(start: CommentStart): Promise<number> {
  const runner = createRunner(start.write, undefined);
  try {
    const config = readConfig(StacksReportActionConfig, start.env);
    const report = reportIn(config);
    if (config.LEASEHOLD_COMMAND === 'comment') return await comment(start, config, report);
    await publish(config, report, await publisherOf(config, start));
    return success;
  } catch (error) {
    complain(runner, error, { title: 'The stacks could not be shown' });
    return exitCodeOf(error);
  }
}

/** The job before left no report when it was ended before it knew anything. */
function reportIn({
  LEASEHOLD_REPORT: text,
  LEASEHOLD_FOLDER: folder,
}: StacksReportActionConfig): StacksReport {
  if (text !== undefined) return StacksReport.parse(JSON.parse(text));
  const cause = 'The job ended before it could say anything; its log may say why.';
  return { command: 'plan', folder, problems: [], cause, unchanged: 0, stacks: [] };
}

async function publish(
  { LEASEHOLD_COMMAND: command, LEASEHOLD_FOLDER: folder }: StacksReportActionConfig,
  { stacks }: StacksReport,
  publisher: Publisher,
): Promise<void> {
  if (command === 'issues') return writeIssues(publisher, folder, stacks);
  await writeChecks(publisher, stacks);
  if (command === 'deployments') await writeDeployments(publisher, stacks);
}

/** On a pull request, the commit is the one that was pushed, and not the merge that GitHub tries. */
async function publisherOf(config: StacksReportActionConfig, { machine }: CommentStart): Promise<Publisher> {
  const { GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = config;
  const commit =
    config.LEASEHOLD_COMMAND === 'checks'
      ? (await readPullRequest(config.GITHUB_EVENT_PATH)).commit
      : config.GITHUB_SHA;
  const run = `${config.GITHUB_SERVER_URL}/${repository}/actions/runs/${config.GITHUB_RUN_ID}`;
  return { apiUrl, repository, token, commit, run, world: machine };
}

function comment(
  start: CommentStart,
  config: StacksReportActionConfig,
  report: StacksReport,
): Promise<number> {
  return postComment(start, {
    read: () => config,
    write: (_, { pull, run }) => ({
      marker: hiddenMarker('stacks', config.LEASEHOLD_FOLDER),
      render: () =>
        [
          renderStacks(report),
          '',
          `Commit ${code(pull.commit.slice(0, 12))} of ${code(pull.branch)}; [what the workflow did](${run})`,
        ].join('\n'),
    }),
  });
}
