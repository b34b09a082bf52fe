import { exitCodeOf, success } from '../../client/exit-codes';
import type { ClientWorld } from '../../client/world';
import type { CommentActionConfig } from '../../config/actions';
import type { ProcessEnvironment } from '../../config/read-config';
import { complain } from '../complain';
import { createRunner } from '../workflow-commands';
import { type Comment, type Thread, writeComment } from './github-comments';
import { type PullRequest, readPullRequest } from './pull-request';

/** What an action that comments is started with, besides its variables. */
export interface CommentStart {
  env: ProcessEnvironment;
  machine: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
  write: (text: string) => void;
}

/** How an action comes to its comment; null where there is nothing to say. */
export interface Commentator<Config extends CommentActionConfig> {
  read: (env: ProcessEnvironment) => Config;
  write: (config: Config, story: { pull: PullRequest; run: string }) => Comment | null;
}

/** Writes an action's one comment of the pull request that the job runs for; returns the exit code. */
export async function postComment<Config extends CommentActionConfig>(
  { env, machine, write }: CommentStart,
  commentator: Commentator<Config>,
): Promise<number> {
  const runner = createRunner(write, undefined);
  try {
    const config = commentator.read(env);
    const pull = await readPullRequest(config.GITHUB_EVENT_PATH);
    const comment = commentator.write(config, { pull, run: runOf(config) });
    if (comment === null) runner.say('Nothing has changed: the comment is kept.');
    else await writeComment(threadOf(config, pull.number, machine), comment);
    return success;
  } catch (error) {
    complain(runner, error, { title: 'The comment could not be written' });
    return exitCodeOf(error);
  }
}

function threadOf(config: CommentActionConfig, number: number, world: Thread['world']): Thread {
  const { GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = config;
  return { apiUrl, repository, token, number, world };
}

function runOf(config: CommentActionConfig): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = config;
  return `${server}/${repository}/actions/runs/${id}`;
}
