import type { ErrorKind, FieldIssue } from '../domain/base/error-row';

/** What can go wrong for the one who types: the API's kinds, and three that only a client knows. */
export type Trouble = ErrorKind | 'unsuccessful' | 'declined' | 'interrupted';

/** What an error can tell besides its message. */
export interface ErrorFacts {
  /** The API's code, or our own: for programs. */
  code?: string | undefined;
  issues?: FieldIssue[] | undefined;
  /** What to do next, a line each. */
  hints?: string[] | undefined;
  requestId?: string | undefined;
  cause?: unknown;
}

/** The one error of the CLI: its message is written for a person, its kind decides the exit code. */
export class CliError extends Error {
  readonly kind: Trouble;
  readonly facts: ErrorFacts;

  constructor(kind: Trouble, message: string, facts: ErrorFacts = {}) {
    super(message, { cause: facts.cause });
    this.name = 'CliError';
    this.kind = kind;
    this.facts = facts;
  }
}

/** A mistake in what was typed. */
export function usage(message: string, ...hints: string[]): CliError {
  return new CliError('invalid', message, { code: 'Usage', hints });
}

/** The same error with more to do next. */
export function withHints(error: CliError, ...hints: string[]): CliError {
  return new CliError(error.kind, error.message, {
    ...error.facts,
    hints: [...(error.facts.hints ?? []), ...hints],
  });
}
