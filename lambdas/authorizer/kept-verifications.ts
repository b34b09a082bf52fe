import { createHash } from 'node:crypto';

/** A result of verifying a token, and the end of the token itself in seconds since the epoch. */
export interface Verified<Result> {
  result: Result;
  expires: number;
}

const longestMs = 60_000;
const mostEntries = 1_000;

/**
 * Keeps what `verify` returns for a token for a minute, or until the token ends if that is sooner; what it throws is never
 * kept. Tokens are known by their SHA-256 alone, and the oldest of a thousand makes room for a new one.
 */
export function keepVerifications<Result>(
  verify: (token: string) => Promise<Verified<Result>>,
): (token: string) => Promise<Result> {
  const kept = new Map<string, { result: Result; until: number }>();
  return async (token) => {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = kept.get(hash);
    if (known && Date.now() < known.until) return known.result;
    kept.delete(hash);
    const { result, expires } = await verify(token);
    makeRoom(kept);
    kept.set(hash, { result, until: Math.min(Date.now() + longestMs, expires * 1_000) });
    return result;
  };
}

/** A map yields its entries in the order in which they came. */
function makeRoom(kept: Map<string, unknown>): void {
  const [oldest] = kept.keys();
  if (kept.size >= mostEntries && oldest !== undefined) kept.delete(oldest);
}
