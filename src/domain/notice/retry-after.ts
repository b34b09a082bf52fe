import { instant, type Instant, plus, second } from '../base/time';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;
const month = `(?<month>${months.join('|')})`;
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';

/** The three forms of a date that a receiver of HTTP must read: always in GMT, and never by the clock of this machine. */
const dates = [
  String.raw`${weekday}, (?<day>\d\d) ${month} (?<year>\d{4}) ${time} GMT`,
  String.raw`${weekday}[a-z]*, (?<day>\d\d)-${month}-(?<year>\d\d) ${time} GMT`,
  String.raw`${weekday} ${month} (?<day>[ \d]\d) ${time} (?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/**
 * When a receiver asks to be called again, by the header `Retry-After`: so many seconds from now, or at a date. Never later than
 * `most` milliseconds from now; undefined where the header says neither.
 */
export function readRetryAfter(
  header: string,
  { now, most }: { now: Instant; most: number },
): Instant | undefined {
  const text = header.trim();
  if (/^\d+$/.test(text)) return plus(now, Math.min(Number(text) * second, most));
  const ms = dateOf(text, now);
  if (ms === undefined) return undefined;
  return instant(Math.min(ms, Date.parse(now) + most));
}

function dateOf(text: string, now: Instant): number | undefined {
  const found = dates.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!found) return undefined;
  const { year = '', day, hour, minute, second: seconds } = found;
  const whole = year.length === 2 ? nearestYear(Number(year), now) : Number(year);
  const at = Date.UTC(
    whole,
    months.indexOf(found['month'] ?? ''),
    Number(day),
    Number(hour),
    Number(minute),
    Number(seconds),
  );
  return Number.isNaN(at) || at < 0 ? undefined : at;
}

/** Two digits that would lie more than 50 years ahead are of the century before (RFC 9110). */
function nearestYear(digits: number, now: Instant): number {
  const present = Number(now.slice(0, 4));
  const same = Math.floor(present / 100) * 100 + digits;
  return same > present + 50 ? same - 100 : same;
}
