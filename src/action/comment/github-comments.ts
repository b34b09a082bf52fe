import * as z from 'zod';
import { askGitHub, type GitHubAccess, GitHubError } from '../github/ask-github';
import { mostCharacters } from './longest-comment';

const Comments = z.array(
  z.object({
    id: z.number().int(),
    body: z.string().nullish(),
    user: z.object({ type: z.string() }).nullish(),
  }),
);
type Found = { id: number; body: string };

/** Where the comments of a pull request are, and the job's token for them. */
export interface Thread extends GitHubAccess {
  apiUrl: string;
  repository: string;
  number: number;
}

/** A comment as it is to be: a marker that is not shown begins it, and what it says may keep some of what it said before. */
export interface Comment {
  marker: string;
  /** Markers that the same comment had in an earlier release. */
  formerly?: readonly string[];
  render: (before: string | null) => string;
}

const perPage = 100;
const attempts = 3;

/**
 * Writes the one comment that begins with its marker, whoever wrote it: it is changed where the token may, else there will
 * be a new one. Where it is not known whether a new one was made, it is looked for again.
 */
export async function writeComment(thread: Thread, comment: Comment): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await findComments(thread, comment);
    if (await changeOne(thread, comment, found)) return;
    try {
      return await addComment(thread, comment);
    } catch (error) {
      if (!(error instanceof GitHubError && error.unsure) || attempt === attempts) throw error;
    }
  }
}

/** Changes the first of them that the token may change; false where there is none. */
async function changeOne(thread: Thread, comment: Comment, found: readonly Found[]): Promise<boolean> {
  for (const { id, body } of found) {
    try {
      const url = `${issuesOf(thread)}/comments/${id}`;
      await askGitHub(thread, { method: 'PATCH', url, body: textOf(comment, body) });
      return true;
    } catch (error) {
      if (!mayBeAnothers(error)) throw error;
    }
  }
  return false;
}

/** A comment that was deleted meanwhile, or that only its writer may change. */
function mayBeAnothers(error: unknown): boolean {
  return error instanceof GitHubError && (error.status === 403 || error.status === 404);
}

async function addComment(thread: Thread, comment: Comment): Promise<void> {
  const url = `${issuesOf(thread)}/${thread.number}/comments`;
  await askGitHub(thread, { method: 'POST', url, body: textOf(comment, null) });
}

function textOf({ marker, render }: Comment, before: string | null): string {
  return `${marker}\n${render(before)}`.slice(0, mostCharacters);
}

function issuesOf({ apiUrl, repository }: Thread): string {
  return `${apiUrl}/repos/${repository}/issues`;
}

/** Those with the marker, the present one before earlier ones and a bot's before a person's, who may have copied it. */
async function findComments(thread: Thread, { marker, formerly = [] }: Comment): Promise<Found[]> {
  const markers = [marker, ...formerly];
  const found: { id: number; body: string; rank: number }[] = [];
  for (let page = 1; ; page += 1) {
    const url = `${issuesOf(thread)}/${thread.number}/comments?per_page=${perPage}&page=${page}`;
    const comments = Comments.parse(await askGitHub(thread, { method: 'GET', url }));
    for (const { id, body, user } of comments) {
      const index = markers.findIndex((one) => body?.startsWith(one) === true);
      if (index >= 0) found.push({ id, body: body ?? '', rank: 2 * index + (user?.type === 'Bot' ? 0 : 1) });
    }
    if (comments.length < perPage) return found.sort((a, b) => a.rank - b.rank);
  }
}
