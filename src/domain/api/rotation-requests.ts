import * as z from 'zod';
import { EnvironmentKey } from '../environment/environment-name';
import {
  AskedCertificate,
  CertificateDigest,
  mostCertificateBytes,
} from '../environment/rotation/given-certificate';
import { AskedWalk } from '../environment/rotation/rotation';

/** `POST /environments/{name}/rotate`. */
export const RotateEnvironmentBody = z.strictObject({
  dryRun: z.boolean().default(false).describe('Whether only a list is made of what would be rotated.'),
  walk: AskedWalk.describe('Of a component that is rotated with its stack.').optional(),
  certificate: AskedCertificate.describe(
    'An imported certificate that is replaced by one that you uploaded (`POST /certificates`); nothing else is rotated then.',
  ).optional(),
});
export type RotateEnvironmentBody = z.infer<typeof RotateEnvironmentBody>;

/** `POST /certificates`: which certificate is to be uploaded, and for which environment. */
export const UploadCertificateBody = z.strictObject({
  environment: EnvironmentKey.describe('The environment whose certificate it is to replace.'),
  digest: CertificateDigest,
  bytes: z
    .int()
    .min(1)
    .max(mostCertificateBytes)
    .describe(
      'The length of a JSON document with `certificate`, `privateKey` and `chain`, each as PEM; `chain` may be empty.',
    ),
});
export type UploadCertificateBody = z.infer<typeof UploadCertificateBody>;
