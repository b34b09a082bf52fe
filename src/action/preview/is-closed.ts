import * as z from 'zod';
import type { EnvironmentActionConfig } from '../../config/actions';
import type { ActionContext } from '../action-context';
import { askGitHub, GitHubError } from '../github/ask-github';
import type { PullEvent } from './pull-event';

const Pull = z.object({ state: z.string() });

/**
 * Whether the pull request is closed by now: an event of a run that is started again tells how it was then, so GitHub is
 * asked. Where it cannot say, the pull request counts as open, as the lease ends what is made.
 */
export async function isClosed(
  { runner, world }: Pick<ActionContext, 'runner' | 'world'>,
  config: EnvironmentActionConfig,
  { number, pull_request: pull }: PullEvent,
): Promise<boolean> {
  if (pull?.state === 'closed') return true;
  const { GITHUB_TOKEN: token, GITHUB_API_URL: api, GITHUB_REPOSITORY: repository } = config;
  if (token === undefined || api === undefined || repository === undefined || number === undefined)
    return false;
  try {
    const url = `${api}/repos/${repository}/pulls/${number}`;
    const { data } = Pull.safeParse(await askGitHub({ token, world }, { method: 'GET', url }));
    return data?.state === 'closed';
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    runner.say(`The state of the pull request could not be read: ${error.message}`);
    return false;
  }
}
