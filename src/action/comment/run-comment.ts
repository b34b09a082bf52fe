import { exitCodeOf, success } from '../../cli/exit-codes';
import { CommentActionConfig, type ProcessEnvironment, readConfig } from '../../config';
import { Report } from '../report';
import { createRunner } from '../workflow-commands';
import { writeComment } from './github-comments';
import { readPullRequest } from './pull-request';
import { marker, renderComment } from './render-comment';

/** The action `comment`: tells a pull request about its preview, in one comment; answers the exit code. */
export async function runCommentAction(
  env: ProcessEnvironment,
  write: (text: string) => void,
): Promise<number> {
  const runner = createRunner(write, undefined);
  try {
    const config = readConfig(CommentActionConfig, env);
    const pull = await readPullRequest(config.GITHUB_EVENT_PATH);
    const body = renderComment({ pull, report: reportIn(config.LEASEHOLD_REPORT), run: runOf(config) });
    await writeComment(threadOf(config, pull.number), marker, body);
    return success;
  } catch (error) {
    runner.fail('The comment could not be written', error instanceof Error ? error.message : String(error));
    return exitCodeOf(error);
  }
}

/** The job before left no report when it failed before it knew anything. */
function reportIn(text: string | undefined): Report | null {
  return text === undefined ? null : Report.parse(JSON.parse(text));
}

function threadOf(config: CommentActionConfig, number: number) {
  const { GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = config;
  return { apiUrl, repository, token, number };
}

function runOf(config: CommentActionConfig): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = config;
  return `${server}/${repository}/actions/runs/${id}`;
}
