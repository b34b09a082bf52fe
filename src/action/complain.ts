import { CliError } from '../client/errors';
import type { JobRunner } from './workflow-commands';

/** Shows an error with the job: what failed, each wrong field, and what to do; `hints` replace the error's own by its code. */
export function complain(runner: JobRunner, error: unknown, hints: Record<string, string[]> = {}): void {
  const { message, name } = error instanceof Error ? error : new Error(String(error));
  const { code = name, issues = [], hints: own = [], requestId } = factsOf(error);
  const lines = [
    message,
    ...issues.map(({ field, message: wrong }) => `${field} ${wrong}`),
    ...(hints[code] ?? own),
    ...(requestId === undefined ? [] : [`The control plane's log knows this as request ${requestId}.`]),
  ];
  runner.fail(code, lines.join('\n'));
}

function factsOf(error: unknown): CliError['facts'] {
  return error instanceof CliError ? error.facts : {};
}
