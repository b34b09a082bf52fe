import * as z from 'zod';
import { type DomainError, invalid } from '../../base/errors';
import { isZone } from '../../base/zone-time';

/** A time of sleep that begins on each of `days` (0 is Sunday); it ends `length` minutes of the wall's clock later. */
export interface SleepWindow {
  days: readonly number[];
  /** Minutes from midnight. */
  from: number;
  length: number;
}

/** When an environment sleeps, by the clocks of a zone. */
export interface SleepSchedule {
  windows: readonly SleepWindow[];
  zone: string;
}

const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;
const dayName = '(Sun|Mon|Tue|Wed|Thu|Fri|Sat)';
const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const windowForm = new RegExp(`^(?:${dayName}(?:-${dayName})? )?${time}-(?:${dayName} )?${time}$`);
const mostWindows = 7;
const longestText = 200;
const example = "'20:00-07:00 Europe/Berlin' or 'Mon-Thu 20:00-07:00, Fri 20:00-Mon 07:00 Europe/Berlin'";

/** A schedule as it is written; InvalidRequest says what of it is wrong, and how it is written. */
export function parseSleepSchedule(text: string, field = 'sleep'): SleepSchedule {
  const words = text.trim();
  const end = words.lastIndexOf(' ');
  const zone = words.slice(end + 1);
  if (end < 0) throw invalid(field, `'${text}' is not a schedule. Use ${example}`);
  if (!isZone(zone)) throw invalid(field, `'${zone}' is not a time zone. Use a name such as Europe/Berlin`);
  const windows = words
    .slice(0, end)
    .split(',')
    .map((one) => parseWindow(one.trim(), field));
  if (windows.length > mostWindows) throw invalid(field, `has more than ${mostWindows} times of sleep`);
  const schedule = { windows, zone };
  if (asleepShare(schedule) === 1) throw invalid(field, 'leaves no time awake; put it to sleep instead');
  return schedule;
}

function parseWindow(text: string, field: string): SleepWindow {
  const match = windowForm.exec(text);
  if (!match) throw invalid(field, `'${text}' is not a time of sleep. Use ${example}`);
  const [, first, last, fromHour, fromMinute, endDay, toHour, toMinute] = match;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  const days = daysOf(first, last);
  if (endDay === undefined) {
    if (from === to) throw invalid(field, `'${text}' ends when it begins`);
    return { days, from, length: (to - from + minutesOfDay) % minutesOfDay };
  }
  if (days.length > 1) throw invalid(field, `'${text}' ends on one day, so it must begin on one day too`);
  const ahead = names.indexOf(endDay) - (days[0] ?? 0);
  const length = (ahead * minutesOfDay + to - from + minutesOfWeek) % minutesOfWeek;
  if (length === 0) throw invalid(field, `'${text}' ends when it begins`);
  return { days, from, length };
}

/** All days where none is named; `Fri-Mon` goes on over the end of the week. */
function daysOf(first: string | undefined, last = first): number[] {
  if (first === undefined || last === undefined) return names.map((_, index) => index);
  const from = names.indexOf(first);
  const count = (names.indexOf(last) - from + 7) % 7;
  return Array.from({ length: count + 1 }, (_, index) => (from + index) % 7);
}

/** The part of a week that is slept, from 0 to 1, whatever is done to clocks in it. */
export function asleepShare({ windows }: SleepSchedule): number {
  const asleep = new Uint8Array(minutesOfWeek);
  for (const { days, from, length } of windows)
    for (const weekday of days)
      for (let minute = 0; minute < length; minute++)
        asleep[(weekday * minutesOfDay + from + minute) % minutesOfWeek] = 1;
  return asleep.reduce((sum, one) => sum + one, 0) / minutesOfWeek;
}

/** A zod schema of a schedule's text. */
export const SleepScheduleText = z
  .string()
  .max(longestText)
  .superRefine((text, context) => {
    try {
      parseSleepSchedule(text);
    } catch (error) {
      const [issue] = (error as DomainError<'InvalidRequest'>).details.issues;
      context.addIssue({ code: 'custom', message: issue?.message ?? 'is not a schedule', continue: false });
    }
  })
  // For the API's description, which sees no code: its form, without the names of zones.
  .meta({
    pattern: '^.*[0-2][0-9]:[0-5][0-9]-.*[0-2][0-9]:[0-5][0-9] [A-Za-z0-9_+/-]+$',
    examples: ['20:00-07:00 Europe/Berlin'],
  });
