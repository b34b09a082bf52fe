import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/domain/base/canonical-json';
import { IdempotencyKey } from '../../src/domain/api/queries';
import type { RequestKey } from '../../src/domain/registry/entry';
import { parseRequest } from '../../src/domain/base/parse';
import type { HttpEvent } from './http';

const header = 'idempotency-key';

/** The Idempotency-Key of a request with the digest of what it asks (method, path, body); undefined without the header. */
export function readRequestKey(event: HttpEvent, body: unknown): RequestKey | undefined {
  const given = event.headers[header];
  if (given === undefined) return undefined;
  const key = parseRequest(IdempotencyKey, given, 'Idempotency-Key');
  const asked = [event.requestContext.http.method, event.rawPath, canonicalJson(body ?? null)].join('\n');
  return { key, digest: createHash('sha256').update(asked).digest('hex') };
}
