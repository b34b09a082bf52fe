import type { Attempt, Request } from './request';

const firstPause = 250;

/** How long somebody waits: for one answer, and over all attempts and pauses together; times in milliseconds. */
export interface Patience {
  attempts: number;
  answerMs: number;
  totalMs: number;
  /** Pauses grow to this length. */
  pauseMs: number;
}

/** Of a command's own request: its person waits a minute. */
export const commandPatience: Patience = {
  attempts: 6,
  answerMs: 35_000,
  totalMs: 60_000,
  pauseMs: 60_000,
};

/** Of a watch: what is watched goes on anyway, so an outage of minutes is no reason to leave. */
export const watchPatience: Patience = {
  attempts: Infinity,
  answerMs: 35_000,
  totalMs: 5 * 60_000,
  pauseMs: 10_000,
};

/** What is known when it is to be decided whether a request is sent again; times in milliseconds. */
export interface Trial {
  request: Pick<Request, 'method' | 'watching'>;
  made: Attempt;
  /** How often it was sent, this time included. */
  attempt: number;
  /** What attempts and pauses took so far. */
  spent: number;
}

/**
 * How long to wait before the next attempt, undefined for none: after no answer, 429 and 502 to 504. A PATCH has no key, so
 * it goes again only where it surely was not done. A pause that is longer than what is left of the patience is none.
 */
export function pauseBefore(trial: Trial, patience: Patience): number | undefined {
  const { request, made, attempt, spent } = trial;
  if (attempt >= patience.attempts || !maySendAgain(request, made)) return undefined;
  const backOff = Math.min(firstPause * 2 ** (attempt - 1), patience.pauseMs) * (0.75 + Math.random() / 4);
  const pause = Math.max(backOff, (made.answered && askedFor(made.retryAfter)) || 0);
  return spent + pause >= patience.totalMs ? undefined : pause;
}

function maySendAgain({ method, watching }: Trial['request'], made: Attempt): boolean {
  const repeatable = method !== 'PATCH';
  if (!made.answered) return made.hopeless !== true && (repeatable || made.refused);
  const passing = watching ? [500, 502, 503, 504] : [502, 503, 504];
  return made.status === 429 || (repeatable && passing.includes(made.status));
}

/** Milliseconds that Retry-After asks to wait, in seconds or as a date; undefined where it is neither. */
export function askedFor(retryAfter: string | null, now = Date.now()): number | undefined {
  if (retryAfter === null) return undefined;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
