/** What kind of trouble an error is; each edge maps this once (HTTP status, CLI exit code). */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'busy'
  | 'unavailable'
  | 'broken';

/** One field of a request that is wrong; `field` is a JSON path such as `inputs.port`. */
export interface FieldIssue {
  field: string;
  message: string;
}

/** What errors of one code have in common. */
export interface ErrorRow<Details> {
  kind: ErrorKind;
  say: (details: Details) => string;
  /** The field of a request that such an error is always about. */
  field?: string | undefined;
}

/** A row of the catalogue. */
export const row = <Details>(
  kind: ErrorKind,
  say: (details: Details) => string,
  field?: string,
): ErrorRow<Details> => ({
  kind,
  say,
  field,
});
