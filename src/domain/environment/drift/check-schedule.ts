import { day, earliest, type Instant, instant, latest, minute, plus } from '../../base/time';
import type { Environment } from '../environment';
import type { CheckInterval } from './check-interval';

/** How soon a check that waits for another is tried again. */
const nextTry = 5 * minute;

/** The time of the schedule that has come for a check; undefined where none has, or where nothing may be checked now. */
export function scheduledCheckDue(
  environment: Environment,
  every: CheckInterval,
  now: Instant,
): Instant | undefined {
  if (every === 'off' || !mayBeChecked(environment)) return undefined;
  const { id, applied, drift, scheduled } = environment;
  const at = newestTime(id, Number.parseInt(every, 10), now);
  const acted = scheduled && !scheduled.waits ? scheduled.at : applied.at;
  return at > latest(latest(acted, applied.at), drift?.at ?? applied.at) ? at : undefined;
}

/** When the sweep must look whether a check is due: each day at the time of the life, sooner while a check waits. */
export function scheduledCheckTimer(environment: Environment, from: Instant): Instant | undefined {
  if (!mayBeChecked(environment)) return undefined;
  const next = plus(newestTime(environment.id, 1, from), day);
  return earliest([next, environment.scheduled?.waits ? plus(from, nextTry) : undefined]);
}

type Standing = Environment & { applied: NonNullable<Environment['applied']> };

/** What stands as it was applied and is awake; what is at work, or checked already, is left alone. */
function mayBeChecked(environment: Environment): environment is Standing {
  const { status, run, check, applied } = environment;
  return status === 'ready' && run === null && !check && applied !== null && !applied.sleep?.asleep;
}

/** The last time of a life at or before `now`: every so many days, each life at a time and on a day of its own. */
function newestTime(life: string, days: number, now: Instant): Instant {
  const period = days * day;
  const offset = spread(life) % period;
  return instant(Math.floor((Date.parse(now) - offset) / period) * period + offset);
}

/** Some minute of 30 days in milliseconds, always the same for a life, and nearly as likely as any other. */
function spread(life: string): number {
  const mixed = [...life].reduce(
    (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 16_777_619) >>> 0,
    2_166_136_261,
  );
  return (mixed % (30 * 24 * 60)) * minute;
}
