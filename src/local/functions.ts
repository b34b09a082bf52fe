import { join } from 'node:path';
import { account, region } from './hub';
import { createLambdaFunction, type LambdaFunction } from './lambda/lambda-function';

/** The functions of the control plane, each from the bundle that would be deployed, and each with its own environment. */
export interface Functions {
  api: LambdaFunction;
  authorizer: LambdaFunction;
  settleTask: LambdaFunction;
  settleRule: LambdaFunction;
  sweep: LambdaFunction;
  close: () => Promise<void>;
}

/** What each function is on AWS: the folder of its bundle, its time-out, and how many instances a small machine bears. */
const table = {
  api: { bundle: 'api', timeoutMs: 30_000, concurrency: 4 },
  authorizer: { bundle: 'authorizer', timeoutMs: 10_000, concurrency: 2 },
  settleTask: { bundle: 'workflow-settle-run', timeoutMs: 60_000, concurrency: 2 },
  settleRule: { bundle: 'events-settle-run', timeoutMs: 60_000, concurrency: 2 },
  sweep: { bundle: 'sweep', timeoutMs: 60_000, concurrency: 1 },
} as const;

/** Prepares every function; its first instance starts with its first invocation. */
export function createFunctions(
  root: string,
  env: Record<string, string>,
  log: (line: string) => void,
): Functions {
  const create = ({ bundle, timeoutMs, concurrency }: (typeof table)[keyof typeof table]) =>
    createLambdaFunction({
      name: bundle,
      file: join(root, 'dist/lambdas', bundle, 'index.mjs'),
      handler: 'handler',
      env,
      region,
      accountId: account,
      timeoutMs,
      memoryMb: 512,
      concurrency,
      onOutput: log,
    });
  const functions = {
    api: create(table.api),
    authorizer: create(table.authorizer),
    settleTask: create(table.settleTask),
    settleRule: create(table.settleRule),
    sweep: create(table.sweep),
  };
  const close = async () => void (await Promise.all(Object.values(functions).map((one) => one.kill())));
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
