import * as z from 'zod';
import { askGitHub } from '../../github/ask-github';
import type { StackReport } from '../stacks-report';
import { hiddenMarker, type Publisher, urlOf } from './publisher';
import { renderStack } from './render-stacks';

const label = 'leasehold-drift';
const perPage = 100;
const Issues = z.array(
  z.object({
    number: z.number().int(),
    body: z.string().nullish(),
    user: z.object({ type: z.string() }).nullish(),
  }),
);

/** Keeps one open issue for each stack that has drifted, and closes that of a stack that has not any more. */
export async function writeIssues(
  publisher: Publisher,
  folder: string,
  stacks: readonly StackReport[],
): Promise<void> {
  const open = await openIssues(publisher);
  for (const report of stacks) {
    const marker = hiddenMarker('drift', `${folder}:${report.stack}`);
    const own = open.filter(({ body }) => body?.startsWith(marker) === true);
    await writeIssue(publisher, report, { marker, numbers: own.map(({ number }) => number) });
  }
}

/** Those of a bot: a person may copy the marker, and their issue is theirs. */
async function openIssues(publisher: Publisher): Promise<z.infer<typeof Issues>> {
  const found: z.infer<typeof Issues> = [];
  for (let page = 1; ; page += 1) {
    const query = new URLSearchParams({
      state: 'open',
      labels: label,
      per_page: String(perPage),
      page: String(page),
    });
    const url = urlOf(publisher, `issues?${query.toString()}`);
    const issues = Issues.parse(await askGitHub(publisher, { method: 'GET', url }));
    found.push(...issues.filter(({ user }) => user?.type === 'Bot'));
    if (issues.length < perPage) return found;
  }
}

interface Own {
  marker: string;
  numbers: readonly number[];
}

async function writeIssue(
  publisher: Publisher,
  report: StackReport,
  { marker, numbers }: Own,
): Promise<void> {
  const isDrifted = report.verdict === 'drifted';
  const title = `The stack ${report.stack} has drifted`;
  const body = `${marker}\n${renderStack(report)}\n[What the workflow did](${publisher.run})`;
  const [first, ...doubled] = numbers;
  // Two workflows at the same time may have opened one each.
  const closed = isDrifted ? doubled : numbers;
  for (const number of closed)
    await change(publisher, number, { state: 'closed', state_reason: 'completed' });
  if (!isDrifted) return;
  if (first !== undefined) return change(publisher, first, { title, body });
  const fields = { title, body, labels: [label] };
  await askGitHub(publisher, { method: 'POST', url: urlOf(publisher, 'issues'), fields });
}

async function change(publisher: Publisher, number: number, fields: Record<string, unknown>): Promise<void> {
  await askGitHub(publisher, { method: 'PATCH', url: urlOf(publisher, `issues/${number}`), fields });
}
