import * as z from 'zod';
import { askGitHub } from '../../github/ask-github';
import type { StackReport } from '../stacks-report';
import { type Publisher, urlOf } from './publisher';

const Deployment = z.object({ id: z.number().int() });
const task = 'leasehold-stack';
/** GitHub takes no longer description of a status: https://docs.github.com/rest/deployments/statuses. */
const longestDescription = 140;

const states: Record<StackReport['verdict'], string> = {
  good: 'success',
  failed: 'failure',
  waits: 'pending',
  held: 'queued',
  started: 'in_progress',
  drifted: 'success',
  clean: 'success',
};

/** Writes how each stack stands to its one deployment of the commit, in an environment of GitHub's with the name of the stack. */
export async function writeDeployments(publisher: Publisher, stacks: readonly StackReport[]): Promise<void> {
  for (const report of stacks) {
    const id = await deploymentOf(publisher, report);
    const fields = {
      state: states[report.verdict],
      description: describe(report),
      log_url: publisher.run,
      environment: report.stack,
    };
    await askGitHub(publisher, {
      method: 'POST',
      url: urlOf(publisher, `deployments/${id}/statuses`),
      fields,
    });
  }
}

/** Where a person is waited for, their command is the description: it is all that GitHub shows. */
function describe({ stack, verdict, title }: StackReport): string {
  const text = verdict === 'waits' ? `${title}; an approver: idp stacks approve ${stack}` : title;
  return text.slice(0, longestDescription);
}

async function deploymentOf(publisher: Publisher, { stack }: StackReport): Promise<number> {
  const { commit } = publisher;
  const query = new URLSearchParams({ sha: commit, environment: stack, task }).toString();
  const listed = await askGitHub(publisher, { method: 'GET', url: urlOf(publisher, `deployments?${query}`) });
  const [present] = z.array(Deployment).parse(listed);
  if (present) return present.id;
  const fields = {
    ref: commit,
    task,
    environment: stack,
    auto_merge: false,
    required_contexts: [],
    description: `The stack ${stack}`,
  };
  const made = await askGitHub(publisher, { method: 'POST', url: urlOf(publisher, 'deployments'), fields });
  return Deployment.parse(made).id;
}
