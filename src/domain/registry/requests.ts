import { DomainError } from '../base/errors';
import { day, type Instant, plus } from '../base/time';
import type { Entry, RememberedRequest, RequestKey } from './entry';

/** How long an entry knows a request at least, once it was carried out. */
export const remembered = day;
/** Half of what an item may hold, in bytes of JSON: about a thousand requests. */
const mostBytes = 200_000;

type Remembering = Pick<Entry, 'requests'>;

/** The key as an entry remembers it: two people may choose the same one for two requests. */
export function requestOf(actor: { id: string }, request: RequestKey | undefined): RequestKey | undefined {
  return request && { ...request, key: `${actor.id} ${request.key}` };
}

/** Whether this request was decided before; IdempotencyKeyReused when its key was, with another body. */
export function remembers({ requests }: Remembering, request: RequestKey | undefined): boolean {
  const before = request && requests.find((seen) => seen.key === request.key);
  if (!request || !before) return false;
  if (before.digest === request.digest) return true;
  // A remembered key stands behind the name of who used it.
  throw new DomainError('IdempotencyKeyReused', { key: request.key.split(' ').at(-1) ?? '' });
}

/**
 * The entry's requests with one more; those of a day ago are forgotten, and no others: a request that is carried out twice
 * because a thousand came after it would be no safer than one without a key. Throws TooManyKeys where there is no room.
 */
export function withRequest(
  { requests }: Remembering,
  { key, digest }: RequestKey,
  now: Instant,
): RememberedRequest[] {
  const all = [...recentRequests(requests, now), { key, digest, at: now }];
  if (Buffer.byteLength(JSON.stringify(all)) <= mostBytes) return all;
  throw new DomainError('TooManyKeys', { until: plus(all[0]?.at ?? now, remembered) });
}

/** Those that are still to be known; one that was written before its time was counts from now on. */
export function recentRequests(requests: readonly RememberedRequest[], now: Instant): RememberedRequest[] {
  const since = plus(now, -remembered);
  return requests.map((one) => ({ ...one, at: one.at ?? now })).filter(({ at }) => at > since);
}
