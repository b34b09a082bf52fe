import { exitCodeOf, success } from '../../client/exit-codes';
import type { CommentActionConfig } from '../../config/actions';
import type { ProcessEnvironment } from '../../config/read-config';
import { createRunner } from '../workflow-commands';
import { writeComment } from './github-comments';
import { type PullRequest, readPullRequest } from './pull-request';

/** A comment as it is to be: it begins with its marker, a line that is not shown. */
export interface Comment {
  marker: string;
  text: string;
}

/** How an action comes to its comment. */
export interface Commentator<Config extends CommentActionConfig> {
  read: (env: ProcessEnvironment) => Config;
  write: (config: Config, story: { pull: PullRequest; run: string }) => Comment;
}

/** Writes an action's one comment of the pull request that the job runs for; returns the exit code. */
export async function postComment<Config extends CommentActionConfig>(
  env: ProcessEnvironment,
  write: (text: string) => void,
  commentator: Commentator<Config>,
): Promise<number> {
  try {
    const config = commentator.read(env);
    const pull = await readPullRequest(config.GITHUB_EVENT_PATH);
    const { marker, text } = commentator.write(config, { pull, run: runOf(config) });
    await writeComment(threadOf(config, pull.number), marker, `${marker}\n${text}`);
    return success;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    createRunner(write, undefined).fail('The comment could not be written', reason);
    return exitCodeOf(error);
  }
}

function threadOf(config: CommentActionConfig, number: number) {
  const { GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = config;
  return { apiUrl, repository, token, number };
}

function runOf(config: CommentActionConfig): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = config;
  return `${server}/${repository}/actions/runs/${id}`;
}
