import { spawn } from 'node:child_process';

/** How to run the CLI: with which variables, where its words go, and what ends it early. */
export interface RunIdpOptions {
  env: Readonly<Record<string, string>>;
  write: (text: string) => void;
  signal: AbortSignal;
}

/** Runs the CLI as a program of its own and passes on what it says while it says it; an abort interrupts it as Ctrl-C does. */
export function runIdp(
  args: readonly string[],
  { env, write, signal }: RunIdpOptions,
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const interrupt = () => child.kill('SIGINT');
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        write(text);
      });
    signal.addEventListener('abort', interrupt, { once: true });
    child.on('error', reject).on('close', (code) => {
      signal.removeEventListener('abort', interrupt);
      resolve({ code, said });
    });
  });
}
