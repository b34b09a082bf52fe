import * as z from 'zod';
import { AttributeChange } from '../artifacts';
import { canonicalJson } from '../../base/canonical-json';
import { Instant } from '../../base/time';
import { type DriftedEnvironment, type DriftedObject, type Happening, happeningsOf } from './drift-causes';

/**
 * Drift that is expected until an instant. It holds for this very change and no other: what changes again
 * is shown again. `environment` null: in all of them.
 */
export const ExpectedDrift = z.strictObject({
  environment: z.string().nullable(),
  type: z.string().min(1),
  change: AttributeChange.nullable(),
  reason: z.string().min(1).max(500),
  by: z.string(),
  at: Instant,
  until: Instant,
});
export type ExpectedDrift = z.infer<typeof ExpectedDrift>;

/** What nobody expects at `now`. What holds a secret is never expected, as another value of it would look the same. */
export function withoutExpected(
  found: readonly DriftedEnvironment[],
  expected: readonly ExpectedDrift[],
  now: Instant,
): DriftedEnvironment[] {
  const valid = expected.filter(({ at, until }) => at <= now && now < until);
  return found
    .map(({ name, objects }) => {
      const own = valid.filter(({ environment }) => environment === null || environment === name);
      return { name, objects: objects.flatMap((one) => unexpectedOf(one, own)) };
    })
    .filter(({ objects }) => objects.length > 0);
}

function unexpectedOf(one: DriftedObject, expected: readonly ExpectedDrift[]): DriftedObject[] {
  const keys = new Set(expected.map(({ type, change }) => canonicalJson([type, change])));
  const left = happeningsOf(one).filter((what) => what.isHidden || !keys.has(keyOf(what)));
  if (left.length === 0) return [];
  return [{ ...one, changes: left.flatMap(({ change }) => change ?? []) }];
}

function keyOf({ type, change }: Happening): string {
  return canonicalJson([type, change]);
}
