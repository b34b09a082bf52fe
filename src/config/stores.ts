import * as z from 'zod';

/** The registry table. */
export const RegistryConfig = z.object({ LEASEHOLD_TABLE: z.string().min(3) });

/** The hub's buckets: Terraform states, run artifacts, the template catalog. */
export const BucketsConfig = z.object({
  LEASEHOLD_STATE_BUCKET: z.string(),
  LEASEHOLD_ARTIFACTS_BUCKET: z.string(),
  LEASEHOLD_CATALOG_BUCKET: z.string(),
});
