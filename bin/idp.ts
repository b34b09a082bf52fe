/** The command line `idp`. */
import { setTimeout } from 'node:timers/promises';
import { ulid } from 'ulid';
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
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  now: Date.now,
  sleep: (ms) => setTimeout(ms, undefined, { signal: interruption.signal }),
  newId: ulid,
  interrupted: interruption.signal,
});
