import type { Instant } from '../base/time';
import type { RememberedRequest, RequestKey } from './entry';
import { withRequest } from './requests';

/** What every entry has before anything happened to it; its version is its kind's, which may have an event of the beginning. */
export interface NewEntry<Request> {
  updatedAt: Instant;
  seq: number;
  outbox: never[];
  effects: never[];
  requests: Request[];
}

/** What an entry begins with; it remembers the request that made it, if that may be sent again. */
export function newEntry(now: Instant): NewEntry<never>;
export function newEntry(now: Instant, request: RequestKey | undefined): NewEntry<RememberedRequest>;
export function newEntry(now: Instant, request?: RequestKey): NewEntry<RememberedRequest> {
  const requests = request ? withRequest({ requests: [] }, request, now) : [];
  return { updatedAt: now, seq: 0, outbox: [], effects: [], requests };
}
