import * as z from 'zod';
import { Instant } from '../../base/time';

/** The walk over a stack that a rotation is one of, and how many components come after it. */
export const RotationWalk = z.strictObject({
  id: z.ulid().describe('The same for every component of the walk.'),
  left: z.int().min(0).max(100).describe('How many components come after this one.'),
});
export type RotationWalk = z.infer<typeof RotationWalk>;

/** The same as it is requested: the first component of a walk has no id of it yet. */
export const AskedWalk = RotationWalk.partial({ id: true });
export type AskedWalk = z.infer<typeof AskedWalk>;

/**
 * The last rotation that was requested, from its first run on: who requested it, since when, and when all of it was done. Without
 * that end it goes on with the next run that is requested.
 */
export const Rotation = z.strictObject({
  id: z.ulid(),
  since: Instant,
  by: z.string(),
  walk: RotationWalk.optional(),
  endedAt: Instant.optional(),
});
export type Rotation = z.infer<typeof Rotation>;

/** The same as the API shows it. */
export const ShownRotation = Rotation.describe(
  'The last rotation of what it holds; without its end, the next one continues it.',
);

/** How many values were rotated, or would be, and how many were left as they are. */
export const RotationCounts = z.strictObject({
  rotated: z.int().nonnegative(),
  left: z.int().nonnegative(),
});
export type RotationCounts = z.infer<typeof RotationCounts>;

/** A certificate that was replaced under its ARN, and when the new one ends. */
export const ReplacedCertificate = z.strictObject({ arn: z.string().max(300), ends: Instant });
export type ReplacedCertificate = z.infer<typeof ReplacedCertificate>;
