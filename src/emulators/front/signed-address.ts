import { createHash } from 'node:crypto';
import type { Call } from './call';
import { sameText } from './same-text';
import { signedRequestOf } from './signed-request';
import { type AccessKey, signerFor } from './signer';

/** What a signed address says of its own signature: seconds that it is valid from its date on. */
export interface AddressSignature {
  accessKeyId: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  signedAt: Date;
  validSeconds: number;
}

/** A week (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
const longestSeconds = 604_800;
/** The parameters that signing makes; what else an address has is signed with it. */
const made = /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token)$/i;

/** Reads the signature of an address (`X-Amz-Signature`); undefined where it has none, or none that is whole. */
export function readAddressSignature(path: string): AddressSignature | undefined {
  const query = new URLSearchParams(path.split('?').slice(1).join('?'));
  const value = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const [accessKeyId = '', , region = '', service = ''] = value('Credential').split('/');
  const signedAt = dateOf(value('Date'));
  const validSeconds = Number(value('Expires'));
  if (value('Algorithm') !== 'AWS4-HMAC-SHA256' || value('Signature') === '' || !signedAt) return undefined;
  if (!(validSeconds >= 1 && validSeconds <= longestSeconds)) return undefined;
  const signedHeaders = value('SignedHeaders').split(';');
  return {
    accessKeyId,
    region,
    service,
    signedHeaders,
    signature: value('Signature'),
    signedAt,
    validSeconds,
  };
}

/** Why an address was not signed by the owner of a key, or is not valid any more, in AWS's words; null where it is. */
export async function whyAddressNotSigned(
  call: Call,
  given: AddressSignature,
  key: AccessKey,
): Promise<string | null> {
  if (Date.now() > given.signedAt.getTime() + given.validSeconds * 1_000) return 'Request has expired';
  if (!given.signedHeaders.includes('host')) return mismatch;
  return sameText(await signatureOf(call, given, key), given.signature) ? null : mismatch;
}

/** AWS's words for a signature that is not that of the key. */
export const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** `20260131T120000Z` as a date. */
export function dateOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

async function signatureOf(call: Call, given: AddressSignature, key: AccessKey): Promise<string> {
  const { region, service, signedHeaders, signedAt, validSeconds } = given;
  const options = {
    signingDate: signedAt,
    expiresIn: validSeconds,
    signableHeaders: new Set(signedHeaders),
    unhoistableHeaders: unsigned,
    unsignableHeaders: unsigned,
  };
  const signed = await signerFor(key, { region, service }).presign(requestOf(call, given), options);
  return String(signed.query?.['X-Amz-Signature'] ?? '');
}

/** The digest of a body that is not signed; it goes into the signature and neither into the address nor among the headers. */
const digestHeader = 'x-amz-content-sha256';
const unsigned = new Set([digestHeader]);

function requestOf(call: Call, { service, signedHeaders }: AddressSignature) {
  const request = signedRequestOf(call, signedHeaders);
  const others = Object.entries(request.query).filter(([name]) => !made.test(name));
  // S3 alone takes a body that is not signed; an address of any other service, as a token of EKS is, has the digest of its own.
  const digest = service === 's3' ? 'UNSIGNED-PAYLOAD' : createHash('sha256').update(call.body).digest('hex');
  const headers = { ...request.headers, [digestHeader]: digest };
  return { ...request, query: Object.fromEntries(others), headers };
}
