import { CliError, type Trouble } from '../client/errors';
import type { JobRunner } from './workflow-commands';

/** What an error is called above a job where it has no code of its own. */
const titles: Partial<Record<Trouble, string>> = {
  interrupted: 'Interrupted',
  unavailable: 'NoAnswer',
  invalid: 'Invalid',
};

/** How an error is shown: what to do by its code, in place of the error's own hints, and what it is called. */
export interface Complaint {
  hints?: Record<string, string[]>;
  title?: string;
}

/** Shows an error with the job: what failed, each wrong field, and what to do. */
export function complain(runner: JobRunner, error: unknown, { hints, title }: Complaint = {}): void {
  runner.fail(title ?? titleOf(error), linesOf(error, hints).join('\n'));
}

/** What an error says, line by line. */
export function linesOf(error: unknown, hints: Record<string, string[]> = {}): string[] {
  const { issues = [], hints: own = [], requestId, code = '' } = factsOf(error);
  return [
    error instanceof Error ? error.message : String(error),
    ...issues.map(({ field, message: wrong }) => `${field} ${wrong}`),
    ...(hints[code] ?? own),
    ...(requestId === undefined ? [] : [`The control plane's log has it under the request id ${requestId}.`]),
  ];
}

function titleOf(error: unknown): string {
  if (error instanceof CliError) return error.facts.code ?? titles[error.kind] ?? 'Failed';
  return error instanceof Error ? error.name : 'Error';
}

function factsOf(error: unknown): CliError['facts'] {
  return error instanceof CliError ? error.facts : {};
}
