/** What an error of the network may hold besides its message. */
interface NetworkError {
  name?: string;
  message?: string;
  cause?: unknown;
  /** Of an AggregateError: one for each address that was tried. */
  errors?: unknown[];
}

/** Why a request got no answer: `fetch failed` has the reason as its cause, and of several addresses tried, each has one. */
export function causeOf(error: unknown): string {
  const { name = 'Error', message = '', cause, errors = [] } = error as NetworkError;
  if (name === 'TimeoutError') return 'no response in time';
  if (errors.length > 0) return causeOf(errors[0]);
  return typeof cause === 'object' && cause !== null ? causeOf(cause) : message || name;
}
