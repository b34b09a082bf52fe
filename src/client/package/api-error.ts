/** One field of a request that is wrong. */
export interface FieldIssue {
  field: string;
  message: string;
}

/** Why an operation did not do what was asked: `code` is for programs, and the same as in the API's problem documents. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly kind: string;
  readonly issues: readonly FieldIssue[];
  /** Under which the control plane's log has the request, where it is known. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    facts: {
      code: string;
      kind: string;
      issues?: readonly FieldIssue[];
      requestId?: string;
      cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    this.code = facts.code;
    this.kind = facts.kind;
    this.issues = facts.issues ?? [];
    this.requestId = facts.requestId;
  }
}
