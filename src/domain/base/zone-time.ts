import { day, instant, type Instant } from './time';

/** A day of the calendar; months count from 1. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a time zone of this name is known, such as Europe/Berlin. */
export function isZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** The day of the calendar that it is in a zone. */
export function dayIn(zone: string, at: Instant): CalendarDay {
  const shifted = new Date(Date.parse(at) + offsetOf(zone, Date.parse(at)));
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() };
}

/** The day `days` after another one. */
export function addDays({ year, month, day: date }: CalendarDay, days: number): CalendarDay {
  const moved = new Date(Date.UTC(year, month - 1, date + days));
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** The day of the week, 0 for Sunday. */
export function weekdayOf({ year, month, day: date }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay();
}

/**
 * When a clock on the wall shows a minute of a day: the first of the two times at which it does where clocks are set back, and
 * as much later as they are set forward where it never does, as Temporal's `compatible` and iCalendar have it.
 */
export function instantIn(zone: string, { year, month, day: date }: CalendarDay, minutes: number): Instant {
  const shown = Date.UTC(year, month - 1, date, 0, minutes);
  const [before, after] = [offsetOf(zone, shown - day), offsetOf(zone, shown + day)];
  const [early, late] = [shown - Math.max(before, after), shown - Math.min(before, after)];
  if (offsetOf(zone, early) === shown - early) return instant(early);
  if (offsetOf(zone, late) === shown - late) return instant(late);
  return instant(shown - before);
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetOf(zone: string, epochMs: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day: date, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(epochMs / 1_000) * 1_000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const digits = 'numeric';
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: digits,
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
  });
  formats.set(zone, format);
  return format;
}
