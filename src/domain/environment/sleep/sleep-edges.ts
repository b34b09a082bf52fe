import { type Instant, plus, day as oneDay } from '../../base/time';
import { addDays, type CalendarDay, dayIn, instantIn, weekdayOf } from '../../base/zone-time';
import { parseSleepSchedule, type SleepSchedule, type SleepWindow } from './sleep-schedule';

/** When a schedule puts an environment to sleep, or wakes it. */
export interface SleepEdge {
  at: Instant;
  to: 'sleep' | 'wake';
}

interface Interval {
  from: Instant;
  to: Instant;
}

/** A time of sleep is shorter than a week, also where several meet, and comes back within one. */
const daysAround = 9;
const minutesOfDay = 24 * 60;
const schedules = new Map<string, SleepSchedule | null>();

/** The last edge at or before `now`; undefined where a schedule cannot be read. */
export function newestEdge(text: string, now: Instant): SleepEdge | undefined {
  return edgesAround(text, now)
    .filter(({ at }) => at <= now)
    .at(-1);
}

/** The first edge after `at`. */
export function nextEdge(text: string, after: Instant): SleepEdge | undefined {
  return edgesAround(text, after).find(({ at }) => at > after);
}

function edgesAround(text: string, at: Instant): SleepEdge[] {
  const schedule = read(text);
  if (!schedule) return [];
  const edges = merged(intervalsAround(schedule, at)).flatMap(({ from, to }): SleepEdge[] => [
    { at: from, to: 'sleep' },
    { at: to, to: 'wake' },
  ]);
  // What lies at the borders may be cut off, and is no edge.
  const [first, last] = [plus(at, -(daysAround - 1) * oneDay), plus(at, (daysAround - 1) * oneDay)];
  return edges.filter((edge) => edge.at >= first && edge.at <= last);
}

/** What was accepted once must never stop a decision: a zone that is unknown by now leaves no schedule. */
function read(text: string): SleepSchedule | null {
  const known = schedules.get(text);
  if (known !== undefined) return known;
  const schedule = parsedOrNull(text);
  schedules.set(text, schedule);
  return schedule;
}

function parsedOrNull(text: string): SleepSchedule | null {
  try {
    return parseSleepSchedule(text);
  } catch {
    return null;
  }
}

function intervalsAround({ windows, zone }: SleepSchedule, at: Instant): Interval[] {
  const today = dayIn(zone, at);
  const days = Array.from({ length: 2 * daysAround + 1 }, (_, index) => addDays(today, index - daysAround));
  return days.flatMap((begin) =>
    windows
      .filter((window) => window.days.includes(weekdayOf(begin)))
      .map((window) => intervalOf(window, begin, zone)),
  );
}

/** By the clock on the wall: how long it is in between is a matter of the night in which clocks are set. */
function intervalOf({ from, length }: SleepWindow, begin: CalendarDay, zone: string): Interval {
  const end = from + length;
  const last = addDays(begin, Math.floor(end / minutesOfDay));
  return { from: instantIn(zone, begin, from), to: instantIn(zone, last, end % minutesOfDay) };
}

/** Those that meet or overlap are one; one that no clock shows the whole of is none. */
function merged(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => from < to).sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: Interval[] = [];
  for (const one of sorted) {
    const last = joined.at(-1);
    if (last && one.from <= last.to) last.to = one.to > last.to ? one.to : last.to;
    else joined.push({ ...one });
  }
  return joined;
}
