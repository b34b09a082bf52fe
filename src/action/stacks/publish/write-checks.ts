import * as z from 'zod';
import { askGitHub } from '../../github/ask-github';
import type { StackReport } from '../stacks-report';
import { type Publisher, urlOf } from './publisher';
import { renderStack } from './render-stacks';

const Found = z.object({ check_runs: z.array(z.object({ id: z.number().int() })) });
const longestTitle = 200;

/** What GitHub says of a check that has ended: https://docs.github.com/rest/checks/runs; without one, it goes on. */
const conclusions: Record<StackReport['verdict'], string | undefined> = {
  good: 'success',
  failed: 'failure',
  waits: 'action_required',
  held: 'neutral',
  started: undefined,
  drifted: 'neutral',
  clean: 'success',
};

/** Writes the one check of each stack on the commit: it is changed where it is there. */
export async function writeChecks(publisher: Publisher, stacks: readonly StackReport[]): Promise<void> {
  for (const report of stacks) await writeCheck(publisher, report);
}

async function writeCheck(publisher: Publisher, report: StackReport): Promise<void> {
  const { commit, run } = publisher;
  const name = `stack ${report.stack}`;
  const conclusion = conclusions[report.verdict];
  const fields = {
    name,
    head_sha: commit,
    details_url: run,
    status: conclusion === undefined ? 'in_progress' : 'completed',
    ...(conclusion !== undefined && { conclusion }),
    output: { title: report.title.slice(0, longestTitle), summary: renderStack(report) },
  };
  const query = new URLSearchParams({ check_name: name, filter: 'latest' }).toString();
  const listed = await askGitHub(publisher, {
    method: 'GET',
    url: urlOf(publisher, `commits/${commit}/check-runs?${query}`),
  });
  const [present] = Found.parse(listed).check_runs;
  const url = urlOf(publisher, present ? `check-runs/${present.id}` : 'check-runs');
  await askGitHub(publisher, { method: present ? 'PATCH' : 'POST', url, fields });
}
