import type { Problem } from '../../src/domain/api/responses';
import type { DomainError } from '../../src/domain/base/errors';
import type { ErrorKind, FieldIssue } from '../../src/domain/base/error-row';
import { type ErrorCode, isDomainError } from '../../src/domain/base/errors';
import { printable } from '../../src/domain/base/printable';
import { HttpRefusal } from './http-refusal';

/** The request a problem is about. */
export interface Occurrence {
  path: string;
  requestId: string;
}

/** The one place where a kind of error becomes an HTTP status; `busy` is 429 as the gateway's own throttling is. */
const statusOf: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  busy: 429,
  unavailable: 503,
  broken: 500,
};

/** A key used for two requests is well-formed and cannot be honoured: the Idempotency-Key draft asks for 422. */
const statusByCode: Partial<Record<ErrorCode, number>> = { IdempotencyKeyReused: 422 };

const headersOf: Partial<Record<ErrorKind, Record<string, string>>> = {
  unauthenticated: { 'www-authenticate': 'Bearer realm="leasehold"' },
  busy: { 'retry-after': '10' },
  unavailable: { 'retry-after': '30' },
};

/** Whether the message of `error` is written for the caller. */
export function isExpected(error: unknown): boolean {
  return error instanceof HttpRefusal || (isDomainError(error) && error.kind !== 'broken');
}

/** The problem to return for `error` and the headers that go with it; the message of an unknown error stays in the log. */
export function toProblem(
  error: unknown,
  at: Occurrence,
): { problem: Problem; headers: Record<string, string> } {
  if (isDomainError(error)) return { problem: ofDomain(error, at), headers: headersOf[error.kind] ?? {} };
  if (error instanceof HttpRefusal)
    return { problem: shape({ ...error, detail: error.message }, at), headers: error.headers };
  const detail = `Internal error. The log of the control plane has it under the request id ${at.requestId}.`;
  return { problem: shape({ code: 'Unexpected', status: 500, detail }, at), headers: {} };
}

function ofDomain(error: DomainError, at: Occurrence): Problem {
  const status = statusByCode[error.code] ?? statusOf[error.kind];
  const problem = shape({ code: error.code, status, detail: error.message }, at);
  return error.issues ? { ...problem, issues: error.issues.map(shownIssue) } : problem;
}

/** Fields and messages repeat what was sent, which may hold characters that rule a terminal. */
function shownIssue({ field, message }: FieldIssue): FieldIssue {
  return { field: printable(field), message: printable(message) };
}

function shape(
  { code, status, detail }: Pick<Problem, 'code' | 'status' | 'detail'>,
  { path, requestId }: Occurrence,
): Problem {
  const words = code.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return {
    type: `urn:leasehold:problem:${code}`,
    title: words,
    status,
    detail: printable(detail),
    code,
    instance: path,
    requestId,
  };
}
