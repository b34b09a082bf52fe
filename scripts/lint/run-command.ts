import { spawn } from 'node:child_process';

/** How a finished command ended; `output` is what it wrote to both streams, in order of arrival. */
export interface CommandResult {
  code: number;
  output: string;
  seconds: number;
}

/** Runs a command without input to its end and keeps its output; a command that cannot start ends with code 127. */
export function runCommand(command: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  const started = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    const end = (code: number, text: string) =>
      resolve({ code, output: text, seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => end(127, error.message));
    child.on('close', (code) => end(code ?? 1, output));
  });
}
