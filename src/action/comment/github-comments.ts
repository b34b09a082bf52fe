import * as z from 'zod';
import { CliError } from '../../client/errors';

const Comments = z.array(
  z.object({
    id: z.number().int(),
    body: z.string().nullish(),
    user: z.object({ type: z.string() }).nullable(),
  }),
);

/** Where the comments of a pull request are, and the job's token for them. */
export interface Thread {
  apiUrl: string;
  repository: string;
  number: number;
  token: string;
}

const perPage = 100;
const patience = 20_000;

/** Writes the one comment that begins with `marker`: the one that is there is changed, or there will be one. */
export async function writeComment(thread: Thread, marker: string, body: string): Promise<void> {
  const issues = `${thread.apiUrl}/repos/${thread.repository}/issues`;
  const found = await findComment(thread, marker);
  if (found === null) await ask(thread, { method: 'POST', url: `${issues}/${thread.number}/comments`, body });
  else await ask(thread, { method: 'PATCH', url: `${issues}/comments/${found}`, body });
}

/** Only a bot's comment is ours: a comment of a person who copies the marker must not be changed. */
async function findComment(thread: Thread, marker: string): Promise<number | null> {
  const { apiUrl, repository, number } = thread;
  for (let page = 1; ; page += 1) {
    const path = `/repos/${repository}/issues/${number}/comments?per_page=${perPage}&page=${page}`;
    const comments = Comments.parse(await ask(thread, { method: 'GET', url: apiUrl + path }));
    const ours = comments.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker) === true);
    if (ours) return ours.id;
    if (comments.length < perPage) return null;
  }
}

interface Question {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  /** The text of the comment. */
  body?: string;
}

async function ask({ token }: Thread, { method, url, body }: Question): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'leasehold',
    },
    signal: AbortSignal.timeout(patience),
    ...(body !== undefined && { body: JSON.stringify({ body }) }),
  });
  if (response.ok) return response.json();
  const needs = response.status === 403 ? "; the job needs 'permissions: { pull-requests: write }'" : '';
  throw new CliError('unavailable', `GitHub answered ${response.status} to ${method} ${url}${needs}.`);
}
