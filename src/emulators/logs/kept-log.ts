import { appendFile, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** One event of a log: milliseconds since the epoch, and its text. */
export interface LogEvent {
  timestamp: number;
  message: string;
}

/** Where in a log one reads on: in which of its parts, and from which byte of it. */
export interface LogPosition {
  part: number;
  byte: number;
}

/** How much of a log is kept, in parts of so many bytes: the first ones, for they say how it began, and the latest. */
export interface LogLimits {
  partBytes: number;
  firstParts: number;
  latestParts: number;
}

/** 256 MiB: the first 64 and the last 192. */
export const usualLimits: LogLimits = { partBytes: 16 * 1_048_576, firstParts: 4, latestParts: 12 };

/** CloudWatch Logs returns no more at once, and counts so much for each event besides its text. */
const mostAtOnce = 1_048_576;
const eventOverhead = 26;
const chunkBytes = 262_144;

/** A log in files of a folder: whatever its length, a page of it is in memory and no more. */
export class KeptLog {
  /** The sizes of the parts that are there, by number. */
  private readonly sizes = new Map<number, number>([[0, 0]]);
  private last = 0;
  private dropped = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly limits: LogLimits = usualLimits,
  ) {}

  /** Adds events behind all others, in the order of the calls. */
  append(events: readonly LogEvent[]): Promise<void> {
    const text = events.map(({ timestamp, message }) => `${JSON.stringify([timestamp, message])}\n`).join('');
    const written = this.writing.then(() => this.write(Buffer.from(text)));
    this.writing = written.catch(() => undefined);
    return written;
  }

  /** At most so many events from a position on, and the position behind them, which is the same at the end of the log. */
  async read(from: LogPosition, most: number): Promise<{ events: LogEvent[]; next: LogPosition }> {
    const events: LogEvent[] = [];
    let [next, room] = [from, mostAtOnce];
    for (;;) {
      const size = this.sizes.get(next.part);
      if (size !== undefined && next.byte < size) {
        const read = await this.readPart(next, size, { most: most - events.length, room });
        events.push(...read.events);
        [next, room] = [{ part: next.part, byte: read.byte }, read.room];
        if (read.byte < size && this.sizes.has(next.part)) return { events, next };
      }
      const following = this.after(next.part);
      if (following === undefined || events.length >= most) return { events, next };
      if (following > next.part + 1 || !this.sizes.has(next.part)) events.push(this.gap());
      next = { part: following, byte: 0 };
    }
  }

  private async write(body: Buffer): Promise<void> {
    if ((this.sizes.get(this.last) ?? 0) >= this.limits.partBytes) await this.beginPart();
    await mkdir(this.folder, { recursive: true });
    await appendFile(this.fileOf(this.last), body);
    this.sizes.set(this.last, (this.sizes.get(this.last) ?? 0) + body.length);
  }

  /** One more part; when there are too many, the oldest of those that are not the first goes. */
  private async beginPart(): Promise<void> {
    this.last += 1;
    this.sizes.set(this.last, 0);
    const { firstParts, latestParts } = this.limits;
    if (this.sizes.size <= firstParts + latestParts) return;
    const oldest = this.last - latestParts;
    this.dropped += this.sizes.get(oldest) ?? 0;
    this.sizes.delete(oldest);
    await rm(this.fileOf(oldest), { force: true });
  }

  private async readPart(
    { part, byte }: LogPosition,
    size: number,
    { most, room }: { most: number; room: number },
  ) {
    const read = { events: [] as LogEvent[], byte, room };
    const file = await open(this.fileOf(part)).catch(ignoreDropped);
    try {
      for (let bytes = chunkBytes; file && read.byte < size; bytes *= 2) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, read.byte);
        const taken = takeEvents(buffer.subarray(0, bytesRead), read, most);
        if (taken === 'full') return read;
        if (taken === 'some') bytes = chunkBytes / 2;
      }
      return read;
    } finally {
      await file?.close();
    }
  }

  private after(part: number): number | undefined {
    const following = [...this.sizes.keys()].filter((one) => one > part);
    return following.length > 0 ? Math.min(...following) : undefined;
  }

  private gap(): LogEvent {
    const message = `[Container] ${this.dropped} bytes of this log were not stored on this machine\n`;
    return { timestamp: Date.now(), message };
  }

  private fileOf(part: number): string {
    return join(this.folder, String(part));
  }
}

/** Takes whole lines off the front; `none` where not one is whole, `full` where no more may be taken. */
function takeEvents(
  bytes: Buffer,
  read: { events: LogEvent[]; byte: number; room: number },
  most: number,
): 'none' | 'some' | 'full' {
  let from = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
    if (read.events.length >= most) return 'full';
    const [timestamp, message] = JSON.parse(bytes.toString('utf8', from, end)) as [number, string];
    const cost = Buffer.byteLength(message) + eventOverhead;
    if (cost > read.room) return 'full';
    read.events.push({ timestamp, message });
    read.room -= cost;
    read.byte += end + 1 - from;
    from = end + 1;
  }
  return from === 0 ? 'none' : 'some';
}

/** The part went while it was to be read. */
function ignoreDropped(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
