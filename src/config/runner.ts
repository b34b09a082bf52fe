import * as z from 'zod';
import { ImageFindings } from '../domain/image/image-findings';
import { Json } from './read-config';
import { ImagesConfig } from './hub';
import { RunsRoleConfig } from './run';
import { TargetsConfig } from './target';
import { RegistryConfig, BucketsConfig } from './stores';

/** Rules of the platform: resource types no plan may create. */
export const PolicyConfig = z.object({
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
