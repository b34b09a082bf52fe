import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { bootstrapScript } from './bootstrap';
import { crashResult, maxPayloadBytes } from './invocation';
import type { Invocation, InvokeResult, LambdaError } from './invocation';
import type { LambdaSettings } from './lambda-settings';

/** One execution environment of a function: a worker thread with variables and module state of its own. */
export interface LambdaInstance {
  /** Runs one invocation; never called while another runs. */
  run: (invocation: Invocation) => Promise<InvokeResult>;
  /** False once it crashed or was ended: it can run nothing more. */
  isAlive: () => boolean;
  /** Ends it at once; an invocation in flight fails as a crash. */
  terminate: () => Promise<void>;
}

type Answer = { ready: true } | { fatal: LambdaError } | { payload: string } | { error: LambdaError };

/** Of a dozen instances each would let its new objects take 48 MB before it looks what is left of them. */
const youngMb = 12;

/** Starts a worker; the handler's file is loaded in the background and awaited by the first invocation. */
export function startLambdaInstance(settings: LambdaSettings): LambdaInstance {
  const worker = new Worker(bootstrapScript, {
    eval: true,
    execArgv: ['--enable-source-maps'],
    stdout: true,
    stderr: true,
    workerData: { file: settings.file, handler: settings.handler },
    env: functionEnvironment(settings),
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb, maxYoungGenerationSizeMb: youngMb },
  });
  for (const stream of [worker.stdout, worker.stderr]) forward(stream, settings.onOutput);

  const state: ReadyInstance = { worker, settings, crash: undefined };
  void nextOf(worker, ['error', 'exit']).then((crash) => (state.crash = crash));
  const ready = nextOf(worker, ['message', 'error', 'exit']);
  const run = async (invocation: Invocation): Promise<InvokeResult> => {
    const first = await ready;
    if ('crash' in first) return crashResult(invocation.requestId, first.crash);
    if ('fatal' in first) {
      await worker.terminate();
      return { error: first.fatal };
    }
    return runReady(state, invocation);
  };
  return {
    run,
    isAlive: () => state.crash === undefined,
    terminate: async () => void (await worker.terminate()),
  };
}

interface ReadyInstance {
  worker: Worker;
  settings: LambdaSettings;
  /** How it ended; undefined while it has not. */
  crash: Crash | undefined;
}

async function runReady(
  { worker, settings, crash }: ReadyInstance,
  invocation: Invocation,
): Promise<InvokeResult> {
  const { requestId, event, timeoutMs } = invocation;
  if (crash) return crashResult(requestId, crash.crash);
  const answered = nextOf(worker, ['message', 'error', 'exit']);
  const context = describeContext(settings, requestId);
  worker.postMessage({ event, context, deadline: Date.now() + timeoutMs });

  const timer = startTimer(timeoutMs);
  const outcome = await Promise.race([answered, timer.elapsed]);
  timer.cancel();
  if (outcome === 'timed out') {
    await worker.terminate();
    const errorMessage = `${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
    return { error: { errorType: 'Sandbox.Timedout', errorMessage } };
  }
  if ('crash' in outcome) return crashResult(requestId, outcome.crash);
  return readAnswer(outcome);
}

function readAnswer(answer: Answer): InvokeResult {
  if ('error' in answer) return { error: answer.error };
  const text = 'payload' in answer ? answer.payload : 'null';
  const size = Buffer.byteLength(text);
  if (size <= maxPayloadBytes) return { payload: JSON.parse(text) as unknown };
  const errorMessage = `Response payload size (${size} bytes) exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`;
  return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

type Crash = { crash: string };
type Outcomes = { message: Answer; error: Crash; exit: Crash };

const readers = {
  message: (answer: Answer) => answer,
  error: (error: Error): Crash => ({ crash: `with error: ${error.name}: ${error.message}` }),
  exit: (code: number): Crash => ({ crash: `with error: exit status ${code}` }),
};

/**
 * The first of these that comes, and nothing is waited for after it: a promise that lasts as long as the worker would keep every
 * answer that was raced with it. Settles in the very tick of a message: a worker that ends after it delivers both at once, and
 * the message counts.
 */
function nextOf<Kind extends keyof Outcomes>(
  worker: Worker,
  kinds: readonly Kind[],
): Promise<Outcomes[Kind]> {
  return new Promise((resolve) => {
    const listeners = kinds.map((kind) => {
      const read = readers[kind] as (given: unknown) => Outcomes[Kind];
      const listen = (given: unknown) => {
        for (const [other, listener] of listeners) worker.off(other, listener);
        resolve(read(given));
      };
      return [kind, listen] as const;
    });
    for (const [kind, listen] of listeners) worker.on(kind, listen);
  });
}

function startTimer(timeoutMs: number) {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<'timed out'>((resolve) => {
    timer = setTimeout(() => resolve('timed out'), timeoutMs);
  });
  return { elapsed, cancel: () => clearTimeout(timer) };
}

function forward(stream: Readable, onOutput: (text: string) => void): void {
  stream.setEncoding('utf8').on('data', onOutput);
}

/** Variables that Lambda sets, which Powertools and the SDK read. */
function functionEnvironment({ name, region, memoryMb, env }: LambdaSettings): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...env,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  };
}

function describeContext({ name, region, accountId, memoryMb }: LambdaSettings, requestId: string) {
  return {
    awsRequestId: requestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
  };
}
