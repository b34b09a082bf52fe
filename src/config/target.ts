import * as z from 'zod';
import { TargetAccess } from '../domain/access/target-access';
import { TargetPlace } from '../domain/target/target-settings';
import { Json } from './read-config';

/** A target as a run needs it: where environments live; `endpoint` only where an emulator stands in for AWS. */
export const Target = z.strictObject({
  name: z.string(),
  ...TargetPlace.shape,
  endpoint: z.url().optional(),
});
export type Target = z.infer<typeof Target>;

/** A target as those who ask for environments meet it: also who may use it. */
export const OfferedTarget = Target.extend({ access: TargetAccess.prefault({}) });
export type OfferedTarget = z.infer<typeof OfferedTarget>;

/** The targets of the document, for runs: those of the registry hold. */
export const TargetsConfig = z.object({
  LEASEHOLD_TARGETS: Json(
    z.array(OfferedTarget.transform(({ access: _, ...target }): Target => target)).min(1),
  ),
});

/** The targets of the document, each of which the registry takes over once. */
export const OfferedTargetsConfig = z.object({ LEASEHOLD_TARGETS: Json(z.array(OfferedTarget).min(1)) });
