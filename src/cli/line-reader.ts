import { createInterface, type Interface } from 'node:readline';
import { CliError } from '../client/errors';
import type { Input } from './world';

/** Lines of an input, one question after the other: what was read with the line before is kept for the next one. */
interface LineReader {
  lines: Interface;
  ready: string[];
  ended: boolean;
}

const readers = new WeakMap<Input, LineReader>();

/** The next line; null at the end of the input. Rejects when the person leaves. */
export async function nextLine(stdin: Input, interrupted: AbortSignal): Promise<string | null> {
  const reader = readers.get(stdin) ?? open(stdin);
  const ready = reader.ready.shift();
  if (ready !== undefined) return ready;
  if (reader.ended) return null;
  reader.lines.resume();
  try {
    await lineOrEnd(reader, interrupted);
    return reader.ready.shift() ?? null;
  } finally {
    // A paused input holds no program back from its end.
    if (!reader.ended) reader.lines.pause();
  }
}

function open(stdin: Input): LineReader {
  const reader = {
    lines: createInterface({ input: stdin, terminal: false }),
    ready: [] as string[],
    ended: false,
  };
  reader.lines.on('line', (line) => reader.ready.push(line)).on('close', () => (reader.ended = true));
  readers.set(stdin, reader);
  return reader;
}

function lineOrEnd({ lines }: LineReader, interrupted: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new CliError('interrupted', 'Nothing was done.'));
    if (interrupted.aborted) stop();
    interrupted.addEventListener('abort', stop, { once: true });
    lines.once('line', () => resolve()).once('close', () => resolve());
  });
}
