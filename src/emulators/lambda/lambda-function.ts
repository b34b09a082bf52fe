import { randomUUID } from 'node:crypto';
import { maxPayloadBytes } from './invocation';
import type { InvokeResult } from './invocation';
import { startLambdaInstance } from './lambda-instance';
import type { LambdaInstance } from './lambda-instance';
import type { LambdaSettings } from './lambda-settings';

/** Per invocation: when to stop waiting (the function itself goes on, as on AWS), and a time-out of its own. */
export interface InvokeOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** A function that can be invoked; each instance runs one invocation at a time, as on AWS. */
export interface LambdaFunction {
  name: string;
  /** Resolves with the function's result or its error; rejects only when `signal` aborts. */
  invoke: (payload: unknown, options?: InvokeOptions) => Promise<InvokeResult>;
  /** Ends every instance at once: what they run fails as a crash, and the next invocation starts afresh. */
  kill: () => Promise<void>;
  /** Ends it for good: what waits for an instance, or comes later, is refused. */
  close: () => Promise<void>;
}

/** A function that is hosted here, with what it was made with. */
export interface HostedFunction extends LambdaFunction {
  settings: Readonly<LambdaSettings>;
}

/** Hosts a function in worker threads of this process. */
export function createLambdaFunction(settings: LambdaSettings): HostedFunction {
  const instances = new Set<LambdaInstance>();
  const idle: LambdaInstance[] = [];
  const slots = createSlots(settings.concurrency);
  let closed = false;

  const takeInstance = (): LambdaInstance => {
    const instance = idle.pop() ?? startLambdaInstance(settings);
    // One that died while it was idle must not fail the next invocation.
    if (!instance.isAlive()) return takeInstance();
    instances.add(instance);
    return instance;
  };
  const giveBack = (instance: LambdaInstance) => {
    if (instance.isAlive()) idle.push(instance);
    else instances.delete(instance);
  };
  const run = async (event: string, timeoutMs: number): Promise<InvokeResult> => {
    if (closed) return gone(settings.name);
    const instance = takeInstance();
    const result = await instance.run({ requestId: randomUUID(), event, timeoutMs });
    giveBack(instance);
    return result;
  };
  const invoke = async (payload: unknown, { signal, timeoutMs = settings.timeoutMs }: InvokeOptions = {}) => {
    const event = JSON.stringify(payload ?? null);
    if (Buffer.byteLength(event) > maxPayloadBytes) return tooLarge(event);
    return waitUnless(signal, () => slots(() => run(event, timeoutMs), signal));
  };
  const kill = async () => {
    idle.length = 0;
    const ending = [...instances].map((instance) => instance.terminate());
    instances.clear();
    await Promise.all(ending);
  };
  const close = () => {
    closed = true;
    return kill();
  };
  return { name: settings.name, settings, invoke, kill, close };
}

/** Lets at most `count` tasks run at once, first come, first served; one whose signal aborted while it waited is not run. */
function createSlots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return async <T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

function waitUnless<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return work();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    void work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A worker that started now would keep this process alive. */
function gone(name: string): InvokeResult {
  return { error: { errorType: 'ResourceNotFoundException', errorMessage: `Function ${name} is closed` } };
}

function tooLarge(event: string): InvokeResult {
  const errorMessage = `${Buffer.byteLength(event)} byte payload is too large for the RequestResponse invocation type (limit ${maxPayloadBytes} bytes)`;
  return { error: { errorType: 'RequestTooLargeException', errorMessage } };
}
