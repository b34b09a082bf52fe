import { createHash } from 'node:crypto';
import type { Call } from './call';
import { sameText } from './same-text';
import { dateOf, mismatch } from './signed-address';
import { signedRequestOf } from './signed-request';
import { type AccessKey, signerFor } from './signer';

/** What a call says of its own signature. */
export interface Signature {
  accessKeyId: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([^/\s]+)\/([^/\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=(\w+)$/;

/** Reads the `Authorization` of Signature Version 4; undefined where there is none. */
export function readSignature({ headers }: Pick<Call, 'headers'>): Signature | undefined {
  const [, accessKeyId = '', region = '', service = '', signed = '', signature = ''] =
    form.exec(headers.authorization ?? '') ?? [];
  if (signature === '') return undefined;
  return { accessKeyId, region, service, signedHeaders: signed.split(';'), signature };
}

/** AWS takes a request for 15 minutes (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html). */
const validMs = 15 * 60_000;

/**
 * Why a call is not by the owner of a key, in AWS's words; null where it is. The call is signed again with the key: method,
 * path, query, the headers that it names, and the body.
 */
export async function whyNotSigned(call: Call, given: Signature, key: AccessKey): Promise<string | null> {
  const signedAt = dateOf(String(call.headers['x-amz-date'] ?? ''));
  if (signedAt === undefined) return "Authorization header requires existence of 'X-Amz-Date' header.";
  if (Math.abs(Date.now() - signedAt.getTime()) > validMs)
    return `Signature expired: ${signedAt.toISOString()} is not within 15 minutes of now.`;
  if (!given.signedHeaders.includes('host') || !isWholeBodySigned(call)) return mismatch;
  return sameText(await signatureOf(call, { given, key, signedAt }), given.signature) ? null : mismatch;
}

/** A digest in the header is what gets signed, so it must be that of the body; `UNSIGNED-PAYLOAD` and streams name none. */
function isWholeBodySigned({ headers, body }: Call): boolean {
  const named = headers['x-amz-content-sha256'];
  if (typeof named !== 'string' || !/^[0-9a-f]{64}$/.test(named)) return true;
  return named === createHash('sha256').update(body).digest('hex');
}

async function signatureOf(
  call: Call,
  { given, key, signedAt }: { given: Signature; key: AccessKey; signedAt: Date },
): Promise<string> {
  const { region, service, signedHeaders } = given;
  const signer = signerFor(key, { region, service });
  const options = { signingDate: signedAt, signableHeaders: new Set(signedHeaders) };
  // The digest of a body counts only where the caller signed it.
  const request = { ...signedRequestOf(call, signedHeaders), body: call.body };
  const signed = await signer.sign(request, options);
  return readSignature({ headers: { authorization: signed.headers['authorization'] } })?.signature ?? '';
}
