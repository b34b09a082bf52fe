import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AskCostExplorer } from './cost-explorer';

/** Cost Explorer has one endpoint for all regions of the partition. */
const scope = { service: 'ce', region: 'us-east-1' };
const host = 'ce.us-east-1.amazonaws.com';
const patienceMs = 8_000;

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

/** Asks Cost Explorer in AWS JSON 1.1, signed with the given credentials; throws where there is no answer. */
export function askCostExplorer(credentials: Credentials): AskCostExplorer {
  const signer = new SignatureV4({ ...scope, credentials, sha256: Sha256 });
  return async (operation, input) => {
    const body = JSON.stringify(input);
    const headers = {
      host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSInsightsIndexService.${operation}`,
    };
    const request = { method: 'POST', protocol: 'https:', hostname: host, path: '/', headers, body };
    const signed = await signer.sign(request);
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(`https://${host}/`, { method: 'POST', headers: signed.headers, body, signal });
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
