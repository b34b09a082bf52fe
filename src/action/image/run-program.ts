import { spawn } from 'node:child_process';

/** What a program is started with besides its arguments. */
export interface Given {
  env: Record<string, string | undefined>;
  /** What it reads on stdin. */
  input?: string;
  /** Told of what it writes to stderr, and to stdout unless that is asked for. */
  say: (line: string) => void;
}

/** Runs a program without a shell, so that no argument is more than an argument; its stdout, or a throw that says how it ended. */
export async function runProgram(program: string, args: readonly string[], given: Given): Promise<string> {
  const child = spawn(program, args, { env: given.env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let last = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    last = text.trim() || last;
    given.say(text.trimEnd());
  });
  // A program that ends before it has read all of its input says so by its exit code.
  child.stdin.on('error', () => undefined).end(given.input ?? '');
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code === 0) return stdout.trim();
  throw new Error(`${program} ${args.slice(0, 2).join(' ')} ended with ${String(code)}: ${last}`);
}
