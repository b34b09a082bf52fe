import type * as z from 'zod';
import type { CliError } from './errors';

/** One request to the API; `query` leaves out what is undefined. */
export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
  /** The command that shows what became of it, such as `idp status foo`; absent where it changes nothing. */
  shownBy?: string;
  /** Present where somebody watches, who outlasts an outage of minutes. */
  watching?: true;
  /** What the answer must have at least. */
  answer?: z.ZodType;
}

/** One attempt, what came of it, and how long it took in milliseconds. */
export interface TriedOnce {
  request: Pick<Request, 'method' | 'path'>;
  made: Attempt;
  ms: number;
}

/** What came of one attempt: an answer, or the reason why there was none. */
export type Attempt = Answered | Unanswered;

/** An answer of whoever is there; `location` is where it leads to instead. */
export interface Answered {
  answered: true;
  status: number;
  retryAfter: string | null;
  location: string | null;
  /** Under which the control plane's log has the request. */
  requestId?: string;
  text: string;
}

/** Why there was no answer. */
export interface Unanswered {
  answered: false;
  reason: string;
  /** Whether the request surely reached nobody. */
  refused: boolean;
  /** Present where no other attempt would fare better. */
  hopeless?: true;
  /** What to do about it, a line each. */
  hints?: string[];
  /** What kept it from being sent, in the words that are shown when it stays so. */
  error?: CliError;
}
