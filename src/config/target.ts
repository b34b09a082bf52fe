import * as z from 'zod';
import { Json } from './read-config';

/** A target: where environments live; `endpoint` only where an emulator stands in for AWS. */
export const Target = z.strictObject({
  name: z.string(),
  region: z.string(),
  regions: z.array(z.string()).default([]),
  roleArn: z.string().optional(),
  externalId: z.string().optional(),
  /** The policy that bounds every role which a template makes there. */
  permissionsBoundary: z.string().optional(),
  /** How many resources Terraform works on at once; usual for AWS or for an emulator unless it is given. */
  parallelism: z.int().min(1).max(100).optional(),
  endpoint: z.url().optional(),
});
export type Target = z.infer<typeof Target>;

/** All targets; the first one is the default. */
export const TargetsConfig = z.object({ LEASEHOLD_TARGETS: Json(z.array(Target).min(1)) });
