/** A failure under its States Language error name; `location` is the field whose expression failed. */
export class StateFailure extends Error {
  readonly error: string;
  readonly location: string | undefined;

  constructor(error: string, cause: string, location?: string) {
    super(cause);
    this.name = error;
    this.error = error;
    this.location = location;
  }
}

/** An engine or endpoint bug becomes `States.Runtime`, which nothing in a definition can hide. */
export function toStateFailure(error: unknown): StateFailure {
  return error instanceof StateFailure ? error : new StateFailure('States.Runtime', String(error));
}

/** What `$states.errorOutput` holds, and the default output of a Catch. */
export function toErrorOutput(failure: StateFailure): { Error: string; Cause?: string } {
  return { Error: failure.error, ...(failure.message === '' ? {} : { Cause: failure.message }) };
}

const beyondWildcards = ['States.Runtime', 'States.DataLimitExceeded'];

/** Whether a Retry or Catch naming these errors covers the failure, with AWS's rules for the two wildcards. */
export function matchesError(errorEquals: readonly string[], failure: StateFailure): boolean {
  if (failure.error === 'States.Runtime') return false;
  if (errorEquals.includes(failure.error)) return true;
  if (beyondWildcards.includes(failure.error)) return false;
  if (errorEquals.includes('States.ALL')) return true;
  return errorEquals.includes('States.TaskFailed') && failure.error !== 'States.Timeout';
}
