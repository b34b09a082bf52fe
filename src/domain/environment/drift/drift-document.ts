import * as z from 'zod';
import { AttributeChange } from '../artifacts';
import { Instant } from '../../base/time';

/** `drift.json`: the objects that a check found other than they were applied, without a secret in it. */
export const DriftDocument = z.strictObject({
  run: z.ulid(),
  at: Instant,
  objects: z.array(
    z.strictObject({
      address: z.string(),
      type: z.string(),
      isGone: z.boolean(),
      changes: z.array(AttributeChange),
    }),
  ),
});
export type DriftDocument = z.infer<typeof DriftDocument>;
