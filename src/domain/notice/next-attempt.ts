import { between, type Instant, latest, minute, plus } from '../base/time';

/** Pauses after the first and each later failure: about two days in all, and then nobody tries again but a person. */
export const pauses = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * minute);

/** From the first attempt to the last one, in milliseconds. */
export const longestRound = pauses.reduce((sum, pause) => sum + pause, 0);

/** A round of attempts: when it began, and how many of them failed or were passed over. */
export interface Round {
  began: Instant;
  failures: number;
}

/**
 * The attempt after one that failed now, as the number of it in the schedule; undefined after the last one. A receiver that asks for
 * more time has it, and the attempts that lie before that are passed over; but the last one stays when it was to be.
 */
export function nextAttempt(
  { began, failures }: Round,
  { asked, now }: { asked: Instant | undefined; now: Instant },
): { at: Instant; failures: number } | undefined {
  const pause = pauses[failures - 1];
  if (pause === undefined) return undefined;
  const own = plus(now, pause);
  const last = plus(began, longestRound);
  // Where this plane itself was late, the rest of its schedule is made up for.
  const bound = last > plus(now, minute) ? last : own;
  const at = earlier(asked === undefined ? own : latest(own, asked), bound);
  if (at === last) return { at, failures: pauses.length };
  return { at, failures: failures + passedOver(failures, between(now, at)) };
}

/** How many attempts of the schedule lie within a pause, beside the one that it ends with. */
function passedOver(failures: number, ms: number): number {
  let left = ms;
  const within = pauses.slice(failures - 1).filter((pause) => (left -= pause) >= 0);
  return Math.max(within.length - 1, 0);
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
