import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ProcessEnvironment } from '../../config/read-config';

/** What reads long texts where nobody named anything: it leaves at once where all fits, shows colours, and clears nothing. */
const usual = ['less', '-FRX'] as const;

/** The pager that its person named, and the variables that it runs with; this process's own when undefined. */
interface Wanted {
  named: string | undefined;
  env: ProcessEnvironment | undefined;
}

/**
 * Shows lines in the pager that the person named (a command of the shell; an empty one or `cat` is none), else in `less`.
 * False where it was not there or failed, so that nothing was read for certain; that it is left early is no failure.
 */
export async function page(lines: readonly string[], { named, env }: Wanted): Promise<boolean> {
  if (named !== undefined && ['', 'cat'].includes(named.trim())) return false;
  const child = spawn(...commandOf(named), { stdio: ['pipe', 'inherit', 'inherit'], ...(env && { env }) });
  const ended = once(child, 'close') as Promise<[number | null]>;
  // Ctrl-C is the pager's as long as it runs: it must not be left alone with the terminal.
  process.on('SIGINT', ignore);
  try {
    const written = pipeline(Readable.from(withEnds(lines)), child.stdin).catch(ignore);
    const [code] = await ended;
    child.stdin.destroy();
    await written;
    return code === 0 || code === null;
  } catch {
    child.stdin.destroy();
    return false;
  } finally {
    process.off('SIGINT', ignore);
  }
}

/** A `less` that is named by itself shows colours too, unless its person said how it is to be. */
function commandOf(named: string | undefined): [string, string[]] {
  if (named === undefined) return [usual[0], [...usual.slice(1)]];
  return ['sh', ['-c', `LESS="\${LESS-FRX}" LV="\${LV--c}"; export LESS LV; ${named}`]];
}

function* withEnds(lines: readonly string[]): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

function ignore(): void {}
