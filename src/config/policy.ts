import * as z from 'zod';
import { noPolicy, Policy } from '../domain/policy/policy';
import { Json } from './read-config';

/** What the platform denies and has approved; a stage of before has none. */
export const StagePolicyConfig = z.object({ LEASEHOLD_POLICY: Json(Policy).default(noPolicy) });

/** Rules of the platform: resource types no plan may create, and what else it denies or has approved. */
export const PolicyConfig = z.object({
  ...StagePolicyConfig.shape,
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
