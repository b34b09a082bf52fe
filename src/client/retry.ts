import type { Attempt, Request } from './request';

const mostAttempts = 6;
const firstPause = 250;
const longestWait = 60_000;

/** What is known when it is to be decided whether a request is sent again; times in milliseconds. */
export interface Trial {
  method: Request['method'];
  made: Attempt;
  /** How often it was sent, this time included. */
  attempt: number;
  waited: number;
}

/**
 * How long to wait before the next attempt, undefined for none: after no answer, 429 and 502 to 504, at most a minute
 * in all. A PATCH has no key, so it goes again only where it surely was not done.
 */
export function pauseBefore({ method, made, attempt, waited }: Trial): number | undefined {
  if (attempt >= mostAttempts || !maySendAgain(method, made)) return undefined;
  const backOff = firstPause * 2 ** (attempt - 1) * (0.75 + Math.random() / 4);
  const pause = Math.max(backOff, made.answered ? askedFor(made.retryAfter) : 0);
  return waited + pause > longestWait ? undefined : pause;
}

function maySendAgain(method: Request['method'], made: Attempt): boolean {
  const repeatable = method !== 'PATCH';
  if (!made.answered) return repeatable || made.refused;
  return made.status === 429 || (repeatable && [502, 503, 504].includes(made.status));
}

/** Retry-After comes in seconds or as a date; what is neither asks for nothing. */
function askedFor(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}
