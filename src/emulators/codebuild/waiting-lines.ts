import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';

/** Half of PutLogEvents' limits, so that the whole request stays below 1 MiB too; and the bytes it counts per event. */
const maxBatchEvents = 5_000;
const maxBatchBytes = 524_288;
const eventOverheadBytes = 26;

/**
 * Lines that wait for the log service. When more wait than may, the first half stays, for it says how it began, and of the
 * rest the latest, for they say how it ended; what is left out between them is counted.
 */
export class WaitingLines {
  private first = new Lines();
  private latest = new Lines();
  private leftOut = 0;

  /** `most`: how many characters may wait. */
  constructor(private readonly most: number) {}

  /** How many characters wait. */
  get size(): number {
    return this.first.size + this.latest.size;
  }

  add(line: string): void {
    const event = { timestamp: Date.now(), message: `${line}\n` };
    if (this.latest.isEmpty() && this.leftOut === 0 && this.first.size < this.most / 2)
      return this.first.add(event);
    this.latest.add(event);
    while (this.latest.size > this.most / 2) {
      this.latest.drop(1);
      this.leftOut += 1;
    }
  }

  /** As many of the first as one call may hold, in order of time even if the clock was set back; none where none waits. */
  batch(): InputLogEvent[] {
    if (this.first.isEmpty()) this.takeLatest();
    const batch: InputLogEvent[] = [];
    let bytes = 0;
    let latest = 0;
    for (const { timestamp = 0, message = '' } of this.first.some(maxBatchEvents)) {
      bytes += Buffer.byteLength(message) + eventOverheadBytes;
      if (bytes > maxBatchBytes) break;
      latest = Math.max(latest, timestamp);
      batch.push({ timestamp: latest, message });
    }
    return batch;
  }

  /** Forgets the first ones, which are with the service. */
  shipped(count: number): void {
    this.first.drop(count);
  }

  private takeLatest(): void {
    const [lines, leftOut] = [this.latest, this.leftOut];
    [this.first, this.latest, this.leftOut] = [new Lines(), new Lines(), 0];
    if (leftOut > 0)
      this.first.add({
        timestamp: Date.now(),
        message: `[Container] ${leftOut === 1 ? '1 line is' : `${leftOut} lines are`} omitted here: output came faster than the log could store it\n`,
      });
    for (const event of lines.some(Infinity)) this.first.add(event);
  }
}

/** A queue that knows its size; what is taken off its front costs nothing until half of it is gone. */
class Lines {
  size = 0;
  private events: InputLogEvent[] = [];
  private from = 0;

  isEmpty(): boolean {
    return this.from === this.events.length;
  }

  add(event: InputLogEvent): void {
    this.events.push(event);
    this.size += event.message?.length ?? 0;
  }

  some(most: number): InputLogEvent[] {
    return this.events.slice(this.from, this.from + most);
  }

  drop(count: number): void {
    const until = Math.min(this.from + count, this.events.length);
    for (; this.from < until; this.from += 1) this.size -= this.events[this.from]?.message?.length ?? 0;
    if (this.from * 2 < this.events.length) return;
    this.events = this.events.slice(this.from);
    this.from = 0;
  }
}
