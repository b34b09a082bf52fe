import { writtenPerMinute } from '../../domain/access/refusal';
import { between, hour, type Instant } from '../../domain/base/time';

/** More refusals of an actor in a minute than were written so far. */
export interface Uncounted {
  actor: string;
  minute: Instant;
  more: number;
}

/**
 * What one process has seen refused in the present minute. It says when to write: of each of the first ten refusals of an
 * actor, then whenever their number has doubled. So an actor who is refused n times costs some 10 + log2(n) writes, and what
 * is written is never less than half of what happened.
 */
export class RefusalTally {
  private minute: Instant = '';
  private readonly actors = new Map<string, { seen: number; written: number }>();

  /** One more refusal: what to count now, that of the minute before first. */
  add(actor: string, minute: Instant): Uncounted[] {
    const left = minute === this.minute ? [] : this.beginMinute(minute);
    const tally = this.actors.get(actor) ?? { seen: 0, written: 0 };
    this.actors.set(actor, tally);
    tally.seen += 1;
    if (!isTimeToWrite(tally.seen)) return left;
    const more = tally.seen - tally.written;
    tally.written = tally.seen;
    return [...left, { actor, minute, more }];
  }

  private beginMinute(minute: Instant): Uncounted[] {
    const left = (isLongOver(this.minute, minute) ? [] : [...this.actors])
      .filter(([, { seen, written }]) => seen > written)
      .map(([actor, { seen, written }]) => ({ actor, minute: this.minute, more: seen - written }));
    this.actors.clear();
    this.minute = minute;
    return left;
  }
}

/** A day that may be exported is not counted on. */
function isLongOver(before: Instant, now: Instant): boolean {
  return before !== '' && between(before, now) > hour / 2;
}

function isTimeToWrite(seen: number): boolean {
  return seen <= writtenPerMinute || Number.isInteger(Math.log2(seen));
}
