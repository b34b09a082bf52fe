import { join } from 'node:path';
import {
  createLambdaFunction,
  type HostedFunction,
  type LambdaFunction,
} from '../emulators/lambda/lambda-function';
import { type FunctionId, functions as planeFunctions } from '../plane/functions';
import { account, nameHere, region } from './hub';

/** The functions of the control plane, each from the bundle that would be deployed, and each with its own environment. */
export interface Functions extends Record<FunctionId, HostedFunction> {
  close: () => Promise<void>;
}

/** A small machine bears fewer instances than AWS, and less memory for each. */
const memoryMb = 512;
const instances = 2;
const apiInstances = 4;

/** Prepares every function with its own environment; its first instance starts with its first invocation. */
export function createFunctions(
  root: string,
  envs: Record<FunctionId, Record<string, string>>,
  log: (line: string) => void,
): Functions {
  const create = (id: FunctionId) => {
    const { name, timeoutSeconds } = planeFunctions[id];
    return createLambdaFunction({
      name: nameHere(name),
      file: join(root, 'dist/lambdas', name, 'index.mjs'),
      handler: 'handler',
      env: envs[id],
      region,
      accountId: account,
      timeoutMs: timeoutSeconds * 1000,
      memoryMb,
      concurrency: id === 'api' ? apiInstances : instances,
      onOutput: log,
    });
  };
  const functions = {
    api: create('api'),
    authorizer: create('authorizer'),
    settleTask: create('settleTask'),
    settleRule: create('settleRule'),
    settleImageRule: create('settleImageRule'),
    moveStack: create('moveStack'),
    sweep: create('sweep'),
    tellPeople: create('tellPeople'),
  };
  const close = async () => void (await Promise.all(Object.values(functions).map((one) => one.close())));
  return { ...functions, close };
}

/** Says where the API is to the function that writes links to it, before its first instance starts. */
export function relocate({ tellPeople }: Functions, url: string): void {
  Object.assign(tellPeople.settings.env, { LEASEHOLD_URL: url });
}

/** A function's result; throws what it failed with, under the name that the function's own error had. */
export async function invoke(fn: LambdaFunction, payload: unknown, signal?: AbortSignal): Promise<unknown> {
  const result = await fn.invoke(payload, signal ? { signal } : {});
  if (!result.error) return result.payload;
  const error = new Error(result.error.errorMessage);
  error.name = result.error.errorType;
  throw error;
}
