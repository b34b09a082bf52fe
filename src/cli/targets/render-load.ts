import type { TargetDetails } from '../../client/typed/types';
import { formatDuration } from '../../client/text/time';

type Load = NonNullable<TargetDetails['load']>;

/** How many runs hold slots and how many wait, in a few words: `3, 12 wait (8m)`; destroys count as runs. */
export function shortLoad({ runs, destroys }: Load, now: number): string {
  const [atWork, waiting] = [runs.atWork + destroys.atWork, runs.waiting + destroys.waiting];
  const oldest = [runs.oldest, destroys.oldest].filter((at) => at !== null).sort()[0];
  return oldest === undefined ? String(atWork) : `${atWork}, ${waiting} wait (${ageOf(oldest, now)})`;
}

/** A line for each of the two lines of a target. */
export function loadRows({ runs, destroys }: Load, now: number): [string, string][] {
  return [
    ['runs now', describeLane(runs, now)],
    ['destroys now', describeLane(destroys, now)],
  ];
}

function describeLane({ atWork, waiting, oldest }: Load['runs'], now: number): string {
  const line = oldest === null ? 'none waiting' : `${waiting} waiting, the oldest for ${ageOf(oldest, now)}`;
  return `${atWork} at work, ${line}`;
}

function ageOf(since: string, now: number): string {
  return formatDuration(now - Date.parse(since));
}
