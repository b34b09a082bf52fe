import { errorCatalogue } from './error-catalogue';
import type { ErrorKind, ErrorRow, FieldIssue } from './error-row';

type Catalogue = typeof errorCatalogue;
/** The literal code of an error: the same word in logs, HTTP bodies, ASL `ErrorEquals` and the CLI. */
export type ErrorCode = keyof Catalogue;
/** The typed details of one error code. */
export type ErrorDetails<Code extends ErrorCode> = Parameters<Catalogue[Code]['say']>[0];

/** The one error class; `name` always equals `code` because minified class names break ASL's `ErrorEquals`. */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly kind: ErrorKind;
  readonly details: ErrorDetails<Code>;
  /** The fields of the request that are wrong, where it is about fields. */
  readonly issues: FieldIssue[] | undefined;

  constructor(code: Code, details: ErrorDetails<Code>, options?: ErrorOptions) {
    const entry = errorCatalogue[code] as unknown as ErrorRow<ErrorDetails<Code>>;
    super(entry.say(details), options);
    this.code = code;
    this.name = code;
    this.kind = entry.kind;
    this.details = details;
    this.issues = isOfRequest(details) ? details.issues : issuesFor(entry.field, this.message);
  }
}

function isOfRequest(details: object): details is ErrorDetails<'InvalidRequest'> {
  return 'issues' in details;
}

function issuesFor(field: string | undefined, message: string): FieldIssue[] | undefined {
  return field === undefined ? undefined : [{ field, message }];
}

/** Every code there is, for the test that checks ASL files and documents against it. */
export const errorCodes = Object.keys(errorCatalogue) as ErrorCode[];

/** Whether `error` is a DomainError, optionally of one code. */
export function isDomainError<Code extends ErrorCode>(
  error: unknown,
  code?: Code,
): error is DomainError<Code> {
  return error instanceof DomainError && (code === undefined || error.code === code);
}

/** An InvalidRequest that names one field. */
export function invalid(field: string, message: string): DomainError<'InvalidRequest'> {
  return new DomainError('InvalidRequest', { issues: [{ field, message }] });
}
