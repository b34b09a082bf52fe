import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { RunStopped } from '../../domain/environment/run-failure';
import { findDescendants } from '../../tools/processes/find-descendants';
import { type LineReader, type LineReading, readLines } from './read-lines';

/** One invocation of Terraform; `signal` carries a RunStopped when it is to end early. */
export interface ProcessRequest extends LineReader {
  executable: string;
  args: string[];
  folder: string;
  env: Record<string, string>;
  /** Whom it runs as, by number; this process's own user unless it is given. */
  user?: number | undefined;
  /** A descriptor that it and whatever it starts keep open, such as that of a lock. */
  keepOpen?: number | undefined;
  signal: AbortSignal;
}

/** How an invocation ended: no code when it was killed; `errors` is the end of what it wrote to stderr, in whole lines. */
export interface ProcessEnd {
  code: number | null;
  errors: string;
}

const mostErrors = 65_536;
const drainMs = 1_000;

/**
 * Runs Terraform in our own process group, so that a kill of the whole build reaches it too. An abort sends one
 * SIGINT to Terraform alone (a second makes it give up at once, one to its providers breaks calls in flight),
 * and after the grace kills it with its children.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  request.signal.throwIfAborted();
  const { signal } = request;
  const child = start(request);
  const exit = exitOf(child);
  const errors = collectErrors(child.stderr);
  const lines = readLines(child.stdout, request);
  // Looked at only when the process is over.
  lines.done.catch(() => undefined);
  const release = stopOnAbort(child, signal);
  try {
    const code = await exit;
    await drain(lines, errors.done, [child.stdout, child.stderr]);
    return { code, errors: errors.text() };
  } finally {
    release();
  }
}

function start({
  executable,
  args,
  folder,
  env,
  user,
  keepOpen,
}: ProcessRequest): ChildProcessByStdio<null, Readable, Readable> {
  // Node gives up the groups of this process's user with its own.
  const as = user === undefined ? {} : { uid: user, gid: user };
  const held = keepOpen === undefined ? [] : [keepOpen];
  const stdio: ('ignore' | 'pipe' | number)[] = ['ignore', 'pipe', 'pipe', ...held];
  const child = spawn(executable, args, { cwd: folder, env, ...as, stdio });
  return child as ChildProcessByStdio<null, Readable, Readable>;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

function stopOnAbort(child: ChildProcess, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGINT');
    const grace = signal.reason instanceof RunStopped ? signal.reason.graceMs : 0;
    timer = setTimeout(() => void killTree(child), grace);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return () => {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
  };
}

/** Providers outlive a killed Terraform and would finish their calls unseen, so the children go with it. */
async function killTree(child: ChildProcess): Promise<void> {
  const pids = child.pid === undefined ? [] : await findDescendants(child.pid);
  child.kill('SIGKILL');
  for (const pid of pids) killQuietly(pid);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself between the listing and the kill.
  }
}

function collectErrors(stream: Readable): { text: () => string; done: Promise<void> } {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = lastLines(text + chunk);
  });
  return { text: () => text, done: new Promise((resolve) => stream.once('close', () => resolve())) };
}

/** The last of many lines; the first of them is left out where it was cut, as nobody would find half a secret in it. */
function lastLines(text: string): string {
  if (text.length <= mostErrors) return text;
  const end = text.slice(-mostErrors);
  return end.slice(end.indexOf('\n') + 1 || end.length);
}

/**
 * A provider that was left behind may hold the pipes open; what Terraform itself wrote has arrived by then, unless its reader
 * is not ready for it yet.
 */
async function drain(lines: LineReading, errors: Promise<void>, streams: Readable[]): Promise<void> {
  const close = () => streams.forEach((stream) => stream.destroy());
  const timer = setInterval(() => lines.moved(drainMs) || close(), drainMs);
  try {
    await lines.done;
    await errors;
  } finally {
    clearInterval(timer);
    close();
  }
}
