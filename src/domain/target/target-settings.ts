import * as z from 'zod';
import { SlotCounts } from '../access/slot-counts';
import { TargetAccess } from '../access/target-access';

/** A service by the prefix of its IAM actions, such as `application-autoscaling`. */
export const Service = z.string().regex(/^[a-z0-9-]{2,40}$/, 'must be the prefix of IAM actions, such as s3');

/** An AWS region as a target is given one. */
export const Region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-central-1');

/** How many resources Terraform works on at once. */
export const Parallelism = z.int().min(1).max(100);

/** Where environments live, and as whom runs go there. */
export const TargetPlace = z.strictObject({
  region: z.string(),
  /** Further regions in which a destroy looks for leftovers. */
  regions: z.array(z.string()).default([]),
  roleArn: z.string().optional(),
  externalId: z.string().optional(),
  /** The policy that bounds every role which a template makes there. */
  permissionsBoundary: z.string().optional(),
  /** The services whose every resource type the target's role is granted, by the prefixes of their IAM actions. */
  services: z.array(Service).optional(),
  /** Usual for AWS or for an emulator unless it is given. */
  parallelism: Parallelism.optional(),
  /** How many runs may be at work at once; as many as the stage can build unless it is given. */
  slots: SlotCounts.optional(),
});
export type TargetPlace = z.infer<typeof TargetPlace>;

/** Everything that is decided of a target: where it is, and who may use it. */
export const TargetSettings = TargetPlace.extend({ access: TargetAccess.prefault({}) });
export type TargetSettings = z.infer<typeof TargetSettings>;

/** A target as a deployment's document names it; `endpoint` only where an emulator stands in for AWS. */
export interface DeployedTarget extends TargetSettings {
  name: string;
  endpoint?: string | undefined;
}
