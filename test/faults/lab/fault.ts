import type { HubCall } from './hub-tap';

/**
 * How a call goes wrong: it fails before its effect, or after it; it is delivered twice; its process dies right after it;
 * a part of a PutEvents is refused; a sweep freezes before it, and others sweep meanwhile. `meets` is no failure: what a
 * test wants done comes just before it.
 */
export type FaultKind = 'before' | 'after' | 'twice' | 'dies' | 'partly' | 'freezes' | 'meets';

/** A place in the code that calls the hub, as seen from outside: who, which service, which operation. */
export type Site = string;

/** One fault to inject: at the nth call of a site within a life; `life` null for calls that are for no life alone. */
export interface FaultPoint {
  site: Site;
  occurrence: number;
  kind: FaultKind;
}

/** The site of a call. */
export function siteOf({ caller, service, operation }: HubCall): Site {
  return `${caller} ${service} ${operation}`;
}

/** A point in words, as it is printed. */
export function pointName({ site, occurrence, kind }: FaultPoint): string {
  return `${site} #${occurrence} ${kind}`;
}
