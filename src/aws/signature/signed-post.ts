import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './sha256';

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
