import * as z from 'zod';
import { Instant } from '../../base/time';
import { CauseId, type FoundDrift } from './drift-check';

/** So much drift of one environment may be expected at a time. */
export const mostExpected = 20;

/**
 * Drift that is expected until an instant. It holds for this very change and no other: what changes again is
 * shown again. `attribute` null: that objects of the type are gone.
 */
export const ExpectedDrift = z.strictObject({
  cause: CauseId,
  type: z.string().min(1).max(200),
  attribute: z.string().max(300).nullable(),
  reason: z.string().min(1).max(500),
  by: z.string(),
  at: Instant,
  until: Instant,
});
export type ExpectedDrift = z.infer<typeof ExpectedDrift>;

/** An environment, as far as its drift is concerned. */
interface Drifted {
  drift?: FoundDrift | undefined;
  expected?: readonly ExpectedDrift[] | undefined;
}

/** What is expected at `now`, and not over yet. */
export function expectedAt({ expected = [] }: Drifted, now: Instant): ExpectedDrift[] {
  return expected.filter(({ until }) => now < until);
}

/** The causes that were found and that nobody expects at `now`. */
export function unexpectedAt(environment: Drifted, now: Instant): CauseId[] {
  const known = new Set(expectedAt(environment, now).map(({ cause }) => cause));
  return (environment.drift?.causes ?? []).filter((cause) => !known.has(cause));
}
