import * as z from 'zod';
import { longestAddress } from '../outcome';

/** As large as an uploaded certificate may be, with its key and chain; ACM takes keys of up to 5 KB. */
export const mostCertificateBytes = 128 * 1024;

/** What names an uploaded certificate: the SHA-256 of its bytes. */
export const CertificateDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of what you uploaded, in hex');

/** Which certificate of an environment is replaced, by which upload. It is kept with the run; the certificate and its key are not. */
export const AskedCertificate = z.strictObject({
  address: z.string().min(1).max(longestAddress).describe('The resource whose certificate is replaced.'),
  digest: CertificateDigest.describe('The SHA-256 of the certificate that you uploaded, in hex.'),
});
export type AskedCertificate = z.infer<typeof AskedCertificate>;

/** What is uploaded, as JSON: a certificate with its private key and those that sign it, the nearest first, each as PEM. */
export const CertificatePack = z.strictObject({
  certificate: z.string().min(1),
  privateKey: z.string().min(1),
  chain: z.string(),
});
export type CertificatePack = z.infer<typeof CertificatePack>;

/** Where certificates lie that runs of an environment of this name are to import, without a trailing slash. */
export function certificateFolder(name: string): string {
  return `certificates/${name}`;
}
