import * as z from 'zod';
import { mostStateBytes, StateDigest } from '../environment/adopt/adopted-state';
import { EnvironmentName } from '../environment/environment-name';

/** `POST /states`: which state is to be uploaded, and for which environment. */
export const UploadStateBody = z.strictObject({
  environment: EnvironmentName.describe('The environment that is to adopt it.'),
  digest: StateDigest.describe('The SHA-256 of the state, in hex.'),
  bytes: z.number().int().min(1).max(mostStateBytes).describe('The length of the state.'),
});
export type UploadStateBody = z.infer<typeof UploadStateBody>;
