import { spawn } from 'node:child_process';
import { machineEnvironment } from '../../src/config/machine';
import { cpuSeconds } from './cpu-time';

/** How a program ended: its exit code (1 when it was killed), what it wrote to standard output, and what it took. */
export interface ProgramResult {
  code: number;
  output: string;
  minutes: number;
  /** Of all processes that it waited for; undefined where the machine does not say. */
  cpuMinutes: number | undefined;
}

/** Which program with which arguments, where, and after how many milliseconds it is ended. */
export interface Program {
  path: string;
  args: readonly string[];
  cwd: string;
  limitMs: number;
}

/** Runs a program to its end, shows what it writes as it comes, and keeps its standard output; never rejects. */
export async function runProgram({ path, args, cwd, limitMs }: Program): Promise<ProgramResult> {
  const [started, cpu] = [performance.now(), cpuSeconds()];
  const child = spawn(path, args, {
    cwd,
    env: machineEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // The programs that are run here end their own children when they are asked to end.
  const limit = setTimeout(() => child.kill('SIGTERM'), limitMs);
  const kept: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    kept.push(chunk);
    process.stdout.write(chunk);
  });
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  clearTimeout(limit);
  const used = cpuSeconds();
  return {
    code,
    output: Buffer.concat(kept).toString('utf8'),
    minutes: (performance.now() - started) / 60_000,
    cpuMinutes: used === undefined || cpu === undefined ? undefined : (used - cpu) / 60,
  };
}
