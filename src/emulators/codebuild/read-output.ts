import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogShipper } from './log-shipper';
import { splitLines } from './split-lines';

/** Output on its way to a log. */
export interface Shipping {
  /** Resolves when all of it is with the log, or when nothing of it came for so many milliseconds: one that hid from us may hold the pipe. */
  ended: (quietMs: number) => Promise<void>;
}

/** Ships every line of the output, and what follows the last line break; reads no faster than the log takes it. */
export function shipOutput(output: Readable, log: LogShipper): Shipping {
  const last = { at: performance.now(), taken: true };
  const shipped = shipAll(output, log, last).catch(() => undefined);
  return {
    ended: async (quietMs) => {
      const isQuiet = () => last.taken && performance.now() - last.at >= quietMs;
      while (!(await isOver(shipped, quietMs)) && !isQuiet());
    },
  };
}

async function isOver(done: Promise<void>, withinMs: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(withinMs, false, { ref: false, signal: timer.signal }).catch(() => false);
  return Promise.race([done.then(() => true), late]).finally(() => timer.abort());
}

async function shipAll(
  output: Readable,
  log: LogShipper,
  last: { at: number; taken: boolean },
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of output as AsyncIterable<Buffer>) {
    last.taken = false;
    const split = splitLines(rest, decoder.write(chunk));
    split.lines.forEach((line) => log.write(line));
    rest = split.rest;
    await log.ready();
    Object.assign(last, { at: performance.now(), taken: true });
  }
  rest += decoder.end();
  if (rest) log.write(rest);
}

/** The exit code of each phase as the phase loop reports it; ends when the loop has ended, killed or not. */
export async function* readReports(reports: Readable): AsyncGenerator<number, undefined> {
  for await (const line of createInterface({ input: reports })) yield Number(line.split(' ')[1]);
  return undefined;
}
