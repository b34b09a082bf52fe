import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** What a comment needs of the event that started the workflow; the author of the pull request controls all of it. */
const PullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.number().int().positive(),
    head: z.object({ ref: z.string(), sha: z.string() }),
  }),
});

/** The pull request that a workflow runs for. */
export interface PullRequest {
  number: number;
  branch: string;
  commit: string;
  closed: boolean;
}

/** The pull request of the event in this file; throws when the event is of none. */
export async function readPullRequest(file: string): Promise<PullRequest> {
  const { action, pull_request: pull } = PullRequestEvent.parse(JSON.parse(await readFile(file, 'utf8')));
  return { number: pull.number, branch: pull.head.ref, commit: pull.head.sha, closed: action === 'closed' };
}
