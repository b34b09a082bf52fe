import { AwsFault } from '../aws-json';

/** One page of a list; without `maxResults` (or with 0) AWS gives 100. Throws `InvalidToken` for a token that was not given out. */
export function takePage<T>(
  items: readonly T[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: T[]; nextToken?: string } {
  const from = nextToken === undefined ? 0 : Number(nextToken);
  if (!Number.isInteger(from) || from < 0)
    throw new AwsFault('InvalidToken', `Invalid Token: '${nextToken}'`);
  const to = from + (maxResults || 100);
  return { items: items.slice(from, to), ...(to < items.length ? { nextToken: String(to) } : {}) };
}
