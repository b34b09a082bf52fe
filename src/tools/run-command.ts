import { execFile } from 'node:child_process';

/** What to run; `env` replaces the environment altogether, so that nothing leaks into the child. */
export interface Command {
  path: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  timeoutMs: number;
  cwd?: string;
}

/** How a command ended; `output` is standard output when it worked, else the last of what it said. */
export type CommandResult = { ok: true; output: string } | { ok: false; output: string };

const maxOutputBytes = 4 * 1024 * 1024;

/** Runs a short command to its end; never throws, because a program that cannot be run is a result too. */
export function runCommand({ path, args, env, timeoutMs, cwd }: Command): Promise<CommandResult> {
  const options = {
    env,
    cwd,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: maxOutputBytes,
  } as const;
  return new Promise((resolve) => {
    execFile(path, args, options, (error, stdout, stderr) => {
      if (!error) return resolve({ ok: true, output: stdout });
      const reason = error.killed ? `not finished after ${timeoutMs / 1000} s` : error.message;
      resolve({ ok: false, output: lastLines(stderr) || reason });
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}
