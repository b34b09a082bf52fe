import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { sessionsOf, type TargetAccess, targetClient } from '../verify/probe/target-client';
import type { RdsQuery } from './start-databases';

const version = '2014-10-31';
const contentType = 'application/x-www-form-urlencoded';
const patienceMs = 30_000;

/** Asks the RDS of a target with its role, by the query protocol: two actions in place of a client of 400. */
export function rdsQuery(access: TargetAccess): RdsQuery {
  const { endpoint, region } = targetClient(access, 'rds', access.target.region);
  const signer = new SignatureV4({ region, service: 'rds', credentials: sessionsOf(access), sha256: Sha256 });
  return async (action, identifier) => {
    const { protocol, host, hostname, port } = new URL(endpoint);
    const body = new URLSearchParams({
      Action: action,
      Version: version,
      DBInstanceIdentifier: identifier,
    }).toString();
    const headers = { host, 'content-type': contentType };
    const place = { protocol, hostname, path: '/', ...(port && { port: Number(port) }) };
    const signed = await signer.sign({ method: 'POST', ...place, headers, body });
    const response = await fetch(`${protocol}//${host}/`, {
      method: 'POST',
      headers: signed.headers,
      body,
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, text: await response.text() };
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
