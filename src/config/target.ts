import * as z from 'zod';
import { TargetAccess } from '../domain/access/target-access';
import { SlotCounts } from '../domain/access/slot-counts';
import { Json } from './read-config';

/** A service by the prefix of its IAM actions, such as `application-autoscaling`. */
export const Service = z.string().regex(/^[a-z0-9-]{2,40}$/, 'must be the prefix of IAM actions, such as s3');

/** A target as a run needs it: where environments live; `endpoint` only where an emulator stands in for AWS. */
export const Target = z.strictObject({
  name: z.string(),
  region: z.string(),
  regions: z.array(z.string()).default([]),
  roleArn: z.string().optional(),
  externalId: z.string().optional(),
  /** The policy that bounds every role which a template makes there. */
  permissionsBoundary: z.string().optional(),
  /** The services whose every resource type the target's role is granted, by the prefixes of their IAM actions. */
  services: z.array(Service).optional(),
  /** How many resources Terraform works on at once; usual for AWS or for an emulator unless it is given. */
  parallelism: z.int().min(1).max(100).optional(),
  endpoint: z.url().optional(),
  /** How many runs may be at work at once; as many as the stage can build unless it is given. */
  slots: SlotCounts.optional(),
});
export type Target = z.infer<typeof Target>;

/** A target as those who ask for environments meet it: also who may use it. */
export const OfferedTarget = Target.extend({ access: TargetAccess.prefault({}) });
export type OfferedTarget = z.infer<typeof OfferedTarget>;

/** All targets, for runs. */
export const TargetsConfig = z.object({
  LEASEHOLD_TARGETS: Json(
    z.array(OfferedTarget.transform(({ access: _, ...target }): Target => target)).min(1),
  ),
});

/** All targets, for requests; of those that are open to whoever asks, the first is the default. */
export const OfferedTargetsConfig = z.object({ LEASEHOLD_TARGETS: Json(z.array(OfferedTarget).min(1)) });

/** How many slots a target has; undefined where nothing is said of that, or there is no such target. */
export function slotCountsIn(targets: readonly Target[], name: string): SlotCounts | undefined {
  return targets.find((one) => one.name === name)?.slots;
}
