/** Why an invocation failed, as Lambda reports it to its caller. */
export interface LambdaError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** What an invocation came to: the handler's result, or an error. */
export type InvokeResult = { payload: unknown; error?: never } | { error: LambdaError; payload?: never };

/** One invocation on its way to a handler. */
export interface Invocation {
  requestId: string;
  event: string;
  timeoutMs: number;
}

/** A synchronous invocation may carry 6 MB each way. */
export const maxPayloadBytes = 6 * 1024 * 1024;

/** The result of an invocation whose process went away in the middle. */
export function crashResult(requestId: string, how: string): InvokeResult {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited ${how}`;
  return { error: { errorType: 'Runtime.ExitError', errorMessage } };
}
