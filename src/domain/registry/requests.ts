import { DomainError } from '../base/errors';
import type { Entry, RequestKey } from './entry';

const remembered = 16;

/** The key as an entry remembers it: two people may choose the same one for two requests. */
export function requestOf(actor: { id: string }, request: RequestKey | undefined): RequestKey | undefined {
  return request && { ...request, key: `${actor.id} ${request.key}` };
}

/** Whether this request was decided before; IdempotencyKeyReused when its key was, with another body. */
export function remembers({ requests }: Pick<Entry, 'requests'>, request: RequestKey | undefined): boolean {
  const before = request && requests.find((seen) => seen.key === request.key);
  if (!request || !before) return false;
  if (before.digest === request.digest) return true;
  // A remembered key stands behind the name of who used it.
  throw new DomainError('IdempotencyKeyReused', { key: request.key.split(' ').at(-1) ?? '' });
}

/** The entry's requests with one more; the oldest are forgotten. */
export function withRequest(
  { requests }: Pick<Entry, 'requests'>,
  request: RequestKey | undefined,
): RequestKey[] {
  return request ? [...requests, request].slice(-remembered) : requests;
}
