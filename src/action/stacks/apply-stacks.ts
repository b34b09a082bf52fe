import { linesOf } from '../complain';
import { followStack, isRevisionAtRest, newestRevision } from '../../client/stacks/follow-stack';
import type { StackView } from '../../client/typed/stack-api';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import { type ComparedStack, producersOf } from './find-changed';
import { keepReport, type StacksJob } from './stacks-job';
import { sectionOf, type StackReport } from './stacks-report';

/** What is known of stacks that are about to be applied. */
export function startedReport({ stack }: ResolvedStack): StackReport {
  return { stack, verdict: 'started', title: 'is being applied', sections: [] };
}

/** Applies stacks one after the other, and tells of each as soon as it is known; one whose producers are not ready is held. */
export async function applyInOrder(
  job: StacksJob,
  compared: readonly ComparedStack[],
  reports: StackReport[],
): Promise<void> {
  for (const one of compared) {
    const { document } = one;
    const blocking = producersOf(document).filter((name) =>
      reports.some(({ stack, verdict }) => stack === name && verdict !== 'good'),
    );
    keepReport(reports, blocking.length > 0 ? held(document, blocking) : startedReport(document));
    if (blocking.length === 0) keepReport(reports, await applyOne(job, one));
  }
}

function held({ stack }: ResolvedStack, blocking: readonly string[]): StackReport {
  const lines = ['Run this workflow again once they are ready.'];
  return {
    stack,
    verdict: 'held',
    title: `is not applied yet: it uses outputs of ${blocking.join(', ')}`,
    sections: sectionOf('What to do', lines),
  };
}

/** What is in force already is followed only: a revision that says the same would be one more. */
async function applyOne(
  { context, team }: StacksJob,
  { document, present, isChanged }: ComparedStack,
): Promise<StackReport> {
  const { api, screen, world } = context;
  const { stack } = document;
  try {
    const body = { document, ...(team !== undefined && { team }) };
    const started = isChanged || !present ? await api.applyStack(body) : present;
    const watcher = { api, screen, world, draw: () => [] };
    const number = newestRevision(started);
    return reportOn(await followStack(watcher, started, isRevisionAtRest(number)), number);
  } catch (error) {
    if (world.interrupted.aborted) throw error;
    return {
      stack,
      verdict: 'failed',
      title: 'could not be applied',
      sections: sectionOf('Error', linesOf(error)),
    };
  }
}

function reportOn(view: StackView, number: number): StackReport {
  const { name: stack, status, revision, waiting } = view;
  const waits = (title: string): StackReport => ({
    stack,
    verdict: 'waits',
    title: `Revision ${number} ${title}`,
    sections: sectionOf('To approve', approvals(view)),
  });
  if (waiting?.number === number) return waits(`waits until revision ${revision.number} is decided`);
  if (revision.number !== number) {
    const title = `Revision ${number} was replaced by revision ${revision.number}`;
    return { stack, verdict: 'failed', title, sections: [] };
  }
  if (status === 'ready')
    return { stack, verdict: 'good', title: `Revision ${number} is applied`, sections: [] };
  return status === 'awaiting-approval' ? waits('awaits approval') : failedReport(view, number);
}

function failedReport(view: StackView, number: number): StackReport {
  const { name: stack, status } = view;
  return {
    stack,
    verdict: 'failed',
    title: `Revision ${number} is ${status}`,
    sections: [
      ...sectionOf('Failed', failures(view)),
      ...sectionOf('What to do', [`idp stacks status ${stack}, then idp stacks retry ${stack}`]),
    ],
  };
}

/** Who may decide is said by role: which persons have it, only the issuer of their tokens knows. */
function approvals({ name, owner, team, components }: StackView): string[] {
  const waiting = components.filter(({ approve }) => approve !== null);
  const owners = team === null ? owner : `${owner} or the team ${team}`;
  return [
    ...waiting.map(({ name: one, approve, uncovered }) =>
      [
        `idp stacks approve ${name} --component ${one}`,
        approve === 'destroy' ? ' (its end)' : '',
        uncovered === null ? '' : `: ${uncovered}`,
      ].join(''),
    ),
    `An approver or an admin may; ${owners} may too where no rule requires another person.`,
    `idp stacks approve ${name} shows each plan and asks.`,
  ];
}

function failures({ components }: StackView): string[] {
  return components.flatMap(({ environment, failure }) =>
    failure === null ? [] : [`${environment}: ${failure}`],
  );
}
