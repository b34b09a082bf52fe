import * as z from 'zod';
import { Policy } from '../domain/policy/policy';
import { ImageFindings } from '../domain/image/image-findings';
import { Json } from './read-config';
import { ImagesConfig } from './hub';
import { RunsRoleConfig } from './run';
import { TargetsConfig } from './target';
import { RegistryConfig, BucketsConfig } from './stores';

/** A stage that has none, as one of before. */
const noPolicy: Policy = { version: 'none', rules: [] };

/** Rules of the platform: resource types no plan may create, and what else it denies or has approved. */
export const PolicyConfig = z.object({
  LEASEHOLD_POLICY: Json(Policy).default(noPolicy),
  LEASEHOLD_DENIED_TYPES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((type) => type.trim())
        .filter(Boolean),
    ),
});

/** Which findings of an image's scan refuse an apply. */
export const ImageFindingsConfig = z.object({ LEASEHOLD_IMAGE_FINDINGS: Json(ImageFindings) });

/** What a build is given by its project; its run it learns from the workflow. */
export const BuildConfig = z.object({
  ...RegistryConfig.shape,
  ...BucketsConfig.shape,
  ...TargetsConfig.shape,
  ...PolicyConfig.shape,
  ...ImagesConfig.shape,
  ...ImageFindingsConfig.shape,
  ...RunsRoleConfig.shape,
});
