import type { Problem } from '../domain/api/responses';
import { CliError, type Trouble } from './errors';

const kinds: Record<number, Trouble> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'invalid',
  422: 'invalid',
  429: 'busy',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const hints: Record<string, string[]> = {
  Unauthenticated: [
    "Sign in with 'idp auth login', or set IDP_TOKEN to a valid token; 'idp doctor' checks it.",
  ],
  Forbidden: ["'idp me' shows your roles and teams."],
};

/** The error for an answer that is no success: a problem document, or the gateway's own plain words. */
export function toError(status: number, text: string): CliError {
  const problem = readProblem(text);
  const kind = kinds[status] ?? 'broken';
  const message =
    problem.detail ?? problem.message ?? problem.title ?? `The control plane answered ${status}.`;
  const isListed = problem.code === 'InvalidRequest' && problem.issues !== undefined;
  return new CliError(kind, isListed ? 'The request is invalid:' : message, {
    code: problem.code ?? `Http${status}`,
    issues: problem.issues,
    hints: hints[problem.code ?? ''],
    requestId: status >= 500 ? problem.requestId : undefined,
  });
}

function readProblem(text: string): Partial<Problem> & { message?: string } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}
