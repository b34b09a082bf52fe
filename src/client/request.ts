/** One request to the API; `query` leaves out what is undefined. */
export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
}

/** What came of one attempt: an answer, or the reason why there was none. */
export type Attempt =
  | { answered: true; status: number; retryAfter: string | null; text: string }
  | { answered: false; reason: string; refused: boolean };
