import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a runner's lines go. */
export interface LogOutput {
  write: (line: string) => void;
  /** Resolves once what was written is taken so far that more may be: whoever prints much waits for it. */
  ready: () => Promise<void>;
}

/** What may wait to be taken, in bytes. */
const mostWaiting = 1_000_000;
/** Whoever takes nothing for so long may never again, and no run waits for its log. */
const patienceMs = 10_000;

/** Writes lines to a stream whose reader may be slow. */
export function createLogOutput(stream: Writable, patience = patienceMs): LogOutput {
  return {
    write: (line) => void stream.write(`${line}\n`),
    ready: async () => {
      if (stream.writableLength < mostWaiting) return;
      const signal = AbortSignal.timeout(patience);
      await once(stream, 'drain', { signal }).catch(() => undefined);
    },
  };
}
