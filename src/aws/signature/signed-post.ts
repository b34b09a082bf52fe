import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** Where a service is asked, in whose name, and how long an answer may take. */
export interface SignedService {
  /** With no path. */
  endpoint: string;
  service: string;
  region: string;
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  patienceMs: number;
}

/** What is sent: a body, and the headers that say how it is to be read. */
export interface SignedBody {
  headers: Record<string, string>;
  body: string;
}

/** Posts to the root of a service, signed by Signature Version 4: the status and body of its answer; throws where there is none. */
export type SignedPost = (sent: SignedBody) => Promise<{ status: number; body: string }>;

/** A service that is asked for one or two operations, in place of a client that knows hundreds. */
export function signedPost({ endpoint, patienceMs, ...scope }: SignedService): SignedPost {
  const { protocol, host, hostname, port } = new URL(endpoint);
  const signer = new SignatureV4({ ...scope, sha256: Sha256 });
  return async ({ headers, body }) => {
    const place = { protocol, hostname, path: '/', ...(port && { port: Number(port) }) };
    const signed = await signer.sign({ method: 'POST', ...place, headers: { host, ...headers }, body });
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(`${protocol}//${host}/`, {
      method: 'POST',
      headers: signed.headers,
      body,
      signal,
    });
    return { status: answer.status, body: await answer.text() };
  };
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
