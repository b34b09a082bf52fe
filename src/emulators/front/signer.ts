import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** An access key with what its owner signs with. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Signs requests of one service and region with a key, by Signature Version 4. */
export function signerFor(credentials: AccessKey, scope: { region: string; service: string }): SignatureV4 {
  return new SignatureV4({
    ...scope,
    credentials,
    sha256: Sha256,
    // S3 takes a path as it is sent; the others encode it once more.
    uriEscapePath: scope.service !== 's3',
    applyChecksum: false,
  });
}

/** Who asks, in which scope, and what is sent as a POST. */
export interface SignedPost {
  key: AccessKey;
  scope: { region: string; service: string };
  contentType: string;
  body: string;
}

/** Posts to an emulator, signed, what no client of an SDK sends; the connection ends after 20 s at the latest. */
export async function postSigned(
  url: string,
  { key, scope, contentType, body }: SignedPost,
): Promise<Response> {
  const { host, pathname: path } = new URL(url);
  const headers = { host, 'content-type': contentType };
  const request = { method: 'POST', protocol: 'http:', hostname: host, path, headers, body };
  const signed = await signerFor(key, scope).sign(request);
  return fetch(url, { method: 'POST', headers: signed.headers, body, signal: AbortSignal.timeout(20_000) });
}

/** SHA-256 of Node as the signer asks for it, with a key as HMAC. */
class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Uint8Array | string): void {
    this.hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    throw new Error('A digest is taken once');
  }
}

function bytesOf(secret: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof secret === 'string') return Buffer.from(secret);
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
