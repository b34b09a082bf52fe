import { readProblem } from './problem';
import type { Attempt, Request } from './request';

/** Whether an attempt may have been carried out though nobody said so: what a gateway answers by itself leaves it open. */
export function mayBeDone(made: Attempt): boolean {
  if (!made.answered) return !made.refused;
  return [500, 502, 503, 504].includes(made.status) && readProblem(made.text).code === undefined;
}

/** What to look at where a change may have been made; nothing of a request that makes none. */
export function doneHint({ shownBy }: Request): string[] {
  return shownBy === undefined
    ? []
    : [`The request was sent, and may have been carried out: '${shownBy}' shows it.`];
}
