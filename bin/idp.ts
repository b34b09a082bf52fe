/** The command line `idp`. */
import { version } from '../package.json';
import { runProgram } from '../src/cli/program';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

// A reader that has seen enough (`idp list | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runProgram(process.argv.slice(2), {
  version,
  // Opened when needed, as Node takes its time to open them.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  get stderr() {
    return process.stderr;
  },
  cwd: process.cwd(),
  now: Date.now,
  // Loaded when needed: `idp --help` needs neither.
  sleep: async (ms) =>
    (await import('node:timers/promises')).setTimeout(ms, undefined, { signal: interruption.signal }),
  newId: async () => (await import('ulid')).ulid(),
  examineStage: async (file) => (await import('../src/deploy/doctor/examine-stage')).examineStage(file),
  interrupted: interruption.signal,
});
