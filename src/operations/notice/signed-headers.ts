import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '../../domain/base/time';

const keyPrefix = 'whsec_';

/** Standard Webhooks asks for 24 to 64 bytes. */
const keyBytes = 32;

/** A new signing key, as its receiver is given it, in the form of Standard Webhooks. */
export function newSigningKey(): string {
  return `${keyPrefix}${randomBytes(keyBytes).toString('base64')}`;
}

/** A body with the id by which it is known, and when it is sent. */
interface Signed {
  id: string;
  at: Instant;
  body: string;
}

/**
 * The headers of Standard Webhooks: the signature is over id, time and body, so that none of them can be exchanged. The time
 * is that of the attempt, which a receiver may refuse as too old; the id stays the same. There is a signature for each key, of which
 * a receiver needs to know one.
 */
export function signedHeaders({ id, at, body }: Signed, keys: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  const signatures = keys.map((key) => `v1,${signatureOf(`${id}.${timestamp}.${body}`, key)}`);
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signatureOf(text: string, key: string): string {
  const secret = Buffer.from(key.slice(keyPrefix.length), 'base64');
  return createHmac('sha256', secret).update(text).digest('base64');
}
