import * as z from 'zod';
import { Instant } from '../../base/time';

/** The public X25519 key that an ejected environment is sealed for: its SPKI in DER, in base64. */
export const EjectKey = z
  .string()
  .regex(/^MCowBQYDK2VuAyEA[A-Za-z0-9+/]{43}=$/, 'must be an X25519 public key as SPKI in DER, in base64')
  .meta({ examples: ['MCowBQYDK2VuAyEAMVWEpIfXu5yPHnHgCXcfuqCTfLeEoKchQBIvT5ewmkI='] });
export type EjectKey = z.infer<typeof EjectKey>;

/** The last sealed copy of an environment: what made it, who asked, when, and its length. */
export const Ejected = z.strictObject({
  run: z.ulid(),
  by: z.string(),
  at: Instant,
  bytes: z.int().nonnegative(),
});
export type Ejected = z.infer<typeof Ejected>;
