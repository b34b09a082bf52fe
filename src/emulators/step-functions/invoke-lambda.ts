import { StateFailure } from './state-failure';
import type { RunTask } from './visit';

/** Runs a function of the local plane: resolves with its result, rejects with what it threw. */
export type InvokeLambda = (name: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;

/** The `lambda:invoke` integration. What the function throws fails the Task under its error's `name`, as a Lambda runtime reports it. */
export function createLambdaTask(invokeLambda: InvokeLambda): RunTask {
  return async ({ arguments: args, signal }) => {
    const { FunctionName, Payload = {} } = args;
    if (typeof FunctionName !== 'string') throw refuse('FunctionName', FunctionName);
    const result = await invokeLambda(FunctionName, Payload, signal).catch((error: unknown) => {
      throw toLambdaFailure(error);
    });
    return { ExecutedVersion: '$LATEST', Payload: throughJson(result), StatusCode: 200 };
  };
}

function refuse(name: string, value: unknown): StateFailure {
  return new StateFailure(
    'States.Runtime',
    `The argument ${name} must be a string, not ${JSON.stringify(value)}`,
  );
}

/** Nothing but JSON crosses Lambda's border; a function that returns nothing gives null. */
function throughJson(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result ?? null)) as unknown;
}

function toLambdaFailure(error: unknown): StateFailure {
  if (!(error instanceof Error)) {
    const errorType = typeof error;
    return new StateFailure(errorType, JSON.stringify({ errorType, errorMessage: String(error), trace: [] }));
  }
  const trace = (error.stack ?? '').split('\n');
  const cause = { errorType: error.name, errorMessage: error.message, trace };
  return new StateFailure(error.name, JSON.stringify(cause));
}
