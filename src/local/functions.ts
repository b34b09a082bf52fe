import { join } from 'node:path';
import { account, region } from './hub';
import { createLambdaFunction, type LambdaFunction } from '../emulators/lambda/lambda-function';

/** The functions of the control plane, each from the bundle that would be deployed, and each with its own environment. */
export interface Functions {
  api: LambdaFunction;
  authorizer: LambdaFunction;
  settleTask: LambdaFunction;
  settleRule: LambdaFunction;
  settleImageRule: LambdaFunction;
  sweep: LambdaFunction;
  close: () => Promise<void>;
}

/** What each function is on AWS: the folder of its bundle, its time-out, and how many instances a small machine bears. */
const table = {
  api: { bundle: 'api', timeoutMs: 30_000, concurrency: 4 },
  authorizer: { bundle: 'authorizer', timeoutMs: 10_000, concurrency: 2 },
  settleTask: { bundle: 'workflow-settle-run', timeoutMs: 60_000, concurrency: 2 },
  settleRule: { bundle: 'events-settle-run', timeoutMs: 60_000, concurrency: 2 },
  settleImageRule: { bundle: 'events-settle-image-build', timeoutMs: 60_000, concurrency: 2 },
  // A schedule does not wait for its last sweep to end, and hands out one tick twice now and then.
  sweep: { bundle: 'sweep', timeoutMs: 60_000, concurrency: 2 },
} as const;

/** The functions by the names they have on a plane. */
export type FunctionName = keyof typeof table;

/** Prepares every function with its own environment; its first instance starts with its first invocation. */
export function createFunctions(
  root: string,
  envs: Record<FunctionName, Record<string, string>>,
  log: (line: string) => void,
): Functions {
  const create = (name: FunctionName) => {
    const { bundle, timeoutMs, concurrency } = table[name];
    return createLambdaFunction({
      name: bundle,
      file: join(root, 'dist/lambdas', bundle, 'index.mjs'),
      handler: 'handler',
      env: envs[name],
      region,
      accountId: account,
      timeoutMs,
      memoryMb: 512,
      concurrency,
      onOutput: log,
    });
  };
  const functions = {
    api: create('api'),
    authorizer: create('authorizer'),
    settleTask: create('settleTask'),
    settleRule: create('settleRule'),
    settleImageRule: create('settleImageRule'),
    sweep: create('sweep'),
  };
  const close = async () => void (await Promise.all(Object.values(functions).map((one) => one.close())));
  return { ...functions, close };
}

/** A function's answer; throws what it failed with, under the name that the function's own error had. */
export async function invoke(fn: LambdaFunction, payload: unknown, signal?: AbortSignal): Promise<unknown> {
  const result = await fn.invoke(payload, signal ? { signal } : {});
  if (!result.error) return result.payload;
  const error = new Error(result.error.errorMessage);
  error.name = result.error.errorType;
  throw error;
}
