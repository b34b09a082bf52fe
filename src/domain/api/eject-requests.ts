import * as z from 'zod';
import { Instant } from '../base/time';
import { EjectKey, Ejected } from '../environment/eject/ejected';

/** `POST /environments/{name}/eject`: whom the copy is sealed for. */
export const EjectBody = z.strictObject({
  key: EjectKey.describe(
    'An X25519 public key, as SPKI in DER, in base64: only its private key opens the copy.',
  ),
});
export type EjectBody = z.infer<typeof EjectBody>;

/** Where a sealed copy may be fetched for five minutes. */
export const EjectedView = z.strictObject({
  ...Ejected.pick({ run: true, bytes: true }).shape,
  life: z.ulid(),
  url: z.string().describe('Where it may be fetched by anyone who has the address.'),
  expiresAt: Instant,
});
export type EjectedView = z.infer<typeof EjectedView>;
