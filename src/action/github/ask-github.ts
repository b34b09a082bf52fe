import { CliError } from '../../client/errors';
import { explainNetworkError } from '../../client/explain-network-error';
import { type ClientWorld, pause } from '../../client/world';
import { type Refusal, refusalOf } from './refusal';

/** A job's token for GitHub's API, and the machine's clock and pauses. */
export interface GitHubAccess {
  token: string;
  world: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
}

/** A request to GitHub's API; what a comment holds is its `body`, anything else is `fields`. */
export interface GitHubRequest {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  body?: string;
  fields?: Readonly<Record<string, unknown>>;
}

/** GitHub did not do what it was asked to. `unsure`: it may have been done all the same. */
export class GitHubError extends CliError {
  readonly status: number | null;
  readonly unsure: boolean;

  constructor(
    message: string,
    { status, unsure, hints }: { status: number | null; unsure: boolean; hints?: string[] },
  ) {
    super('unavailable', message, { code: 'GitHubRefused', hints });
    this.status = status;
    this.unsure = unsure;
  }
}

const attempts = 5;
const patience = 20_000;
const longestWait = 120_000;

/**
 * The answer of GitHub's API as JSON; asked again after 5xx, a limit or no answer, for at most two minutes of pauses. What
 * makes something is not sent again where it may have been done; throws GitHubError with GitHub's own words.
 */
export async function askGitHub(access: GitHubAccess, request: GitHubRequest): Promise<unknown> {
  let waited = 0;
  for (let attempt = 1; ; attempt += 1) {
    const made = await tryOnce(access, request);
    if ('answer' in made) return made.answer;
    const ms = made.refusal.wait ?? 1_000 * 2 ** (attempt - 1);
    const again = made.refusal.passing && (request.method !== 'POST' || !made.refusal.unsure);
    if (!again || attempt === attempts || waited + ms > longestWait) throw errorOf(request, made.refusal);
    await pause(access.world, ms);
    waited += ms;
  }
}

async function tryOnce(
  { token, world }: GitHubAccess,
  { method, url, body, fields = body === undefined ? undefined : { body } }: GitHubRequest,
): Promise<{ answer: unknown } | { refusal: Refusal }> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'leasehold',
      },
      signal: AbortSignal.any([world.interrupted, AbortSignal.timeout(patience)]),
      ...(fields !== undefined && { body: JSON.stringify(fields) }),
    });
    const text = await response.text();
    return response.ok
      ? { answer: JSON.parse(text) as unknown }
      : { refusal: refusalOf(response, text, world.now()) };
  } catch (error) {
    if (world.interrupted.aborted) throw new CliError('interrupted', 'Interrupted.');
    const { reason, refused, hopeless = false } = explainNetworkError(error);
    return { refusal: { status: null, words: reason, passing: !hopeless, unsure: !refused } };
  }
}

/** GitHub's words for a token that lacks a permission: docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api. */
const lacksPermission = /not accessible by integration|must have (?:write|push) access/i;

/** Which permission of a job a path needs: docs.github.com/rest/authentication/permissions-required-for-github-apps. */
function permissionFor(url: string): string {
  if (url.includes('/check-runs')) return 'checks';
  if (url.includes('/deployments')) return 'deployments';
  return /\/issues(\/\d+)?(\?|$)/.test(url) ? 'issues' : 'pull-requests';
}

function errorOf({ method, url }: GitHubRequest, { status, words, unsure }: Refusal): GitHubError {
  const said = words === '' ? '' : `: ${words}`;
  const answer =
    status === null
      ? `GitHub did not respond to ${method} ${url}`
      : `GitHub returned ${status} for ${method} ${url}`;
  const hints = lacksPermission.test(words)
    ? [`Give the job 'permissions: { ${permissionFor(url)}: write }'.`]
    : [];
  return new GitHubError(`${answer}${said}.`, { status, unsure, hints });
}
