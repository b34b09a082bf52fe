import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { LogShipper } from './log-shipper';
import { splitLines } from './split-lines';

/** Ships every line of the output, and what follows the last line break; resolves when the output has ended. */
export async function shipOutput(output: Readable, log: LogShipper): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of output as AsyncIterable<Buffer>) {
    const split = splitLines(rest, decoder.write(chunk));
    split.lines.forEach((line) => log.write(line));
    rest = split.rest;
  }
  rest += decoder.end();
  if (rest) log.write(rest);
}

/** The exit code of each phase as the phase loop reports it; ends when the loop has ended, killed or not. */
export async function* readReports(reports: Readable): AsyncGenerator<number, undefined> {
  for await (const line of createInterface({ input: reports })) yield Number(line.split(' ')[1]);
  return undefined;
}
