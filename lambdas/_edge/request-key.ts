import { createHash } from 'node:crypto';
import { IdempotencyKey } from '../../src/domain/api/requests';
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

/** JSON with sorted keys, so that two ways of writing one body have one digest. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isPlain(inner) ? sorted(inner) : inner));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
