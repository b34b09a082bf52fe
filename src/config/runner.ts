import * as z from 'zod';
import { ImageFindings } from '../domain/image/image-findings';
import { Json } from './read-config';
import { ImagesConfig } from './hub';
import { PolicyConfig } from './policy';
import { RunsRoleConfig } from './run';
import { TargetsConfig } from './target';
import { RegistryConfig, BucketsConfig } from './stores';

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
