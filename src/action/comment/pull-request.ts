import * as z from 'zod';
import { usage } from '../../client/errors';
import { readEventFile } from '../read-event-file';

/** What a comment needs of the event that started the workflow; the author of the pull request controls all of it. */
const PullRequestEvent = z.object({
  action: z.string(),
  repository: z.object({ id: z.number().int() }).optional(),
  pull_request: z.object({
    number: z.number().int().positive(),
    head: z.object({ ref: z.string().nullable(), sha: z.string() }),
  }),
});

/** The pull request that a workflow runs for. */
export interface PullRequest {
  number: number;
  /** The repository's own number, which stays when it is renamed. */
  repositoryId: number | undefined;
  branch: string;
  commit: string;
  closed: boolean;
}

/** The pull request of the event in this file; throws `invalid` when the event is of none. */
export async function readPullRequest(file: string): Promise<PullRequest> {
  const { data } = PullRequestEvent.safeParse(await readEventFile(file));
  if (!data) throw noPullRequest();
  const { action, repository, pull_request: pull } = data;
  return {
    number: pull.number,
    repositoryId: repository?.id,
    branch: pull.head.ref ?? 'a deleted branch',
    commit: pull.head.sha,
    closed: action === 'closed',
  };
}

function noPullRequest() {
  return usage(
    'The event of this workflow is not for a pull request.',
    "Start the workflow 'on: pull_request'.",
  );
}
