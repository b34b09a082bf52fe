import type { Readable } from 'node:stream';

/** What is done with what a program prints. */
export interface LineReader {
  onLine: (line: string) => void;
  /** Instead of a line that is longer than `most` characters, nothing of which is kept, with its length. */
  onLong?: (length: number) => void;
  /** Every line is read to its end where it is absent. */
  most?: number;
  /** Nothing more is read before it resolves. */
  ready?: (() => Promise<void>) | undefined;
}

/** A stream that is read: `done` resolves at its end, and rejects with what the reader threw. */
export interface LineReading {
  done: Promise<void>;
  /** Whether something came within the last so many milliseconds, or is not taken yet. */
  moved: (withinMs: number) => boolean;
}

/** Reads a stream line by line; what a reader is not ready for stays with the program that prints it. */
export function readLines(stream: Readable, reader: LineReader): LineReading {
  const last = { at: performance.now(), taken: true };
  return {
    done: readAll(stream, reader, last),
    moved: (withinMs) => !last.taken || performance.now() - last.at < withinMs,
  };
}

async function readAll(
  stream: Readable,
  reader: LineReader,
  last: { at: number; taken: boolean },
): Promise<void> {
  const lines = new LineSplitter(reader);
  try {
    for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
      last.taken = false;
      lines.push(chunk);
      await reader.ready?.();
      Object.assign(last, { at: performance.now(), taken: true });
    }
  } catch (error) {
    // Closed on this side: whoever held its other end was left behind.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  lines.end();
}

/** Puts lines together from what comes in pieces. */
class LineSplitter {
  private pieces: string[] = [];
  private length = 0;

  constructor(private readonly reader: LineReader) {}

  push(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      this.add(text.slice(from, end));
      this.finish();
      from = end + 1;
    }
    this.add(text.slice(from));
  }

  /** What follows the last line break is a line too. */
  end(): void {
    if (this.length > 0) this.finish();
  }

  private add(piece: string): void {
    this.length += piece.length;
    if (this.isLong()) this.pieces = [];
    else this.pieces.push(piece);
  }

  private finish(): void {
    const { pieces, length } = this;
    const isLong = this.isLong();
    [this.pieces, this.length] = [[], 0];
    if (isLong) this.reader.onLong?.(length);
    else this.reader.onLine(pieces.join('').replace(/\r$/, ''));
  }

  private isLong(): boolean {
    return this.length > (this.reader.most ?? Infinity);
  }
}
