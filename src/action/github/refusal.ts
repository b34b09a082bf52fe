import * as z from 'zod';
import { askedFor } from '../../client/retry';

/** Why GitHub did not do it; `status` is null where nothing came back. */
export interface Refusal {
  status: number | null;
  /** GitHub's own words, or the cause that nothing came back. */
  words: string;
  /** Whether the same request may pass later. */
  passing: boolean;
  /** Whether it may have been done all the same. */
  unsure: boolean;
  /** How long GitHub asks to wait, in milliseconds. */
  wait?: number | undefined;
}

const Problem = z.object({ message: z.string() });
const longestWords = 300;
/** Also where GitHub's time has come by this machine's clock, which may be ahead. */
const leastWait = 1_000;

/** What an answer that is no success means; limits are told by docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api. */
export function refusalOf(
  response: Pick<Response, 'status' | 'headers'>,
  text: string,
  now: number,
): Refusal {
  const { status, headers } = response;
  const words = wordsIn(text);
  const limited = status === 429 || (status === 403 && isLimit(headers, words));
  const broken = status >= 500;
  const wait = limited || broken ? waitIn(headers, now, limited) : undefined;
  return { status, words, passing: limited || broken, unsure: broken, wait };
}

function wordsIn(text: string): string {
  try {
    return Problem.parse(JSON.parse(text)).message.slice(0, longestWords).replace(/\.$/, '');
  } catch {
    return '';
  }
}

function isLimit(headers: Headers, words: string): boolean {
  return (
    headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || /rate limit/i.test(words)
  );
}

/** Without a word on how long, GitHub asks for a minute after a limit. */
function waitIn(headers: Headers, now: number, limited: boolean): number | undefined {
  const asked = askedFor(headers.get('retry-after'), now);
  if (asked !== undefined) return Math.max(leastWait, asked);
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0)
    return Math.max(leastWait, reset * 1_000 - now);
  return limited ? 60_000 : undefined;
}
