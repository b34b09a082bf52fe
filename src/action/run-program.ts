import { spawn } from 'node:child_process';

/** What a program is started with besides its arguments. */
export interface Given {
  env: Record<string, string | undefined>;
  /** Where it runs; the folder of the step unless said. */
  folder?: string;
  /** What it reads on stdin. */
  input?: string;
  /** Told of what it writes to stderr. */
  say: (line: string) => void;
  /** Told of what it writes to stdout while it runs. */
  hear?: (text: string) => void;
  /** When the job is cancelled, the program is asked to end and waited for: it may hold a lock. */
  interrupted?: AbortSignal;
}

/** A program that ended badly, with all that it wrote. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure';

  constructor(
    message: string,
    readonly output: string,
  ) {
    super(message);
  }
}

/** Runs a program without a shell, so that no argument is more than an argument; its stdout, or a ProgramFailure that says how it ended. */
export async function runProgram(program: string, args: readonly string[], given: Given): Promise<string> {
  const { env, folder: cwd, interrupted } = given;
  interrupted?.throwIfAborted();
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const written = { stdout: '', all: '', last: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
    written.all += text;
    given.hear?.(text.trimEnd());
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.all += text;
    written.last = text.trim() || written.last;
    given.say(text.trimEnd());
  });
  // A program that ends before it has read all of its input says so by its exit code.
  child.stdin.on('error', () => undefined).end(given.input ?? '');
  const ask = () => child.kill('SIGINT');
  interrupted?.addEventListener('abort', ask, { once: true });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  interrupted?.removeEventListener('abort', ask);
  if (code === 0) return written.stdout.trim();
  const how = `${program} ${args.slice(0, 2).join(' ')} ended with ${String(code)}: ${written.last}`;
  throw new ProgramFailure(how, written.all);
}
