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
  endpoint: z.url().optional(),
});
export type Target = z.infer<typeof Target>;

/** All targets; the first one is the default. */
export const TargetsConfig = z.object({ LEASEHOLD_TARGETS: Json(z.array(Target).min(1)) });
