import * as z from 'zod';
import { AttributeChange } from '../artifacts';
import type { Environment } from '../environment';
import { Instant } from '../../base/time';
import { CauseId, FoundDrift } from './drift-check';
import { ExpectedDrift } from './expected-drift';

/** What the last check since the last apply found in one environment. */
export const DriftSummary = z
  .strictObject({
    at: Instant,
    check: FoundDrift.shape.check,
    objects: FoundDrift.shape.objects,
    causes: z.int().nonnegative().describe('How many causes were found, also of those that are expected.'),
  })
  .describe('What the last check for drift found; absent where none has ended since the last apply.');
export type DriftSummary = z.infer<typeof DriftSummary>;

/** Why an environment cannot be changed to the version that it has. */
const ChangeRefused = z.enum(['not-offered', 'part-of-stack']);
export type ChangeRefused = z.infer<typeof ChangeRefused>;

/** One environment of a cause: where in it, and how it is fixed; `expected` where somebody said so. */
const CausedIn = z.strictObject({
  name: z.string(),
  addresses: z.array(z.string()),
  at: Instant.describe('When it was found.'),
  version: z.string().describe('The version of its template: a change to this version fixes it.'),
  changeRefused: ChangeRefused.optional().describe(
    'Why such a change is refused: its version is withdrawn or gone, or it is changed with its stack.',
  ),
  expected: ExpectedDrift.pick({ reason: true, by: true, until: true }).optional(),
});

/** One thing that happened to objects, and in which environments. */
export const DriftRow = z.strictObject({
  cause: CauseId,
  type: z.string(),
  change: AttributeChange.nullable().describe('What changed; null where the objects are gone.'),
  isHidden: z
    .boolean()
    .describe(
      'Part of the change is secret: it may differ between the environments, and cannot be expected.',
    ),
  environments: z.array(CausedIn),
});
export type DriftRow = z.infer<typeof DriftRow>;

/** Drift over all environments that the caller may read, one row for each cause. */
export const DriftList = z.strictObject({
  causes: z.array(DriftRow),
  checked: z
    .int()
    .nonnegative()
    .describe('How many environments a check has ended of since their last apply.'),
  unchecked: z
    .array(z.string())
    .describe('Environments that stand and were not checked since their last apply.'),
  expected: z
    .int()
    .nonnegative()
    .describe('How many environments of causes are left out, as they are expected.'),
  complete: z.boolean().describe('False where there are more environments than one answer covers.'),
});
export type DriftList = z.infer<typeof DriftList>;

/** What an environment shows of checks and of their findings. */
export function driftIn({ check, drift }: Environment): {
  check?: { id: string; since: Instant; by: string };
  drift?: DriftSummary;
} {
  return {
    ...(check && { check: { id: check.id, since: check.since, by: check.by } }),
    ...(drift && {
      drift: { at: drift.at, check: drift.check, objects: drift.objects, causes: drift.causes.length },
    }),
  };
}
