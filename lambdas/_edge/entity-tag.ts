import { createHash } from 'node:crypto';
import type { HttpEvent, HttpReply } from './http';

/**
 * The reply as one that a client may keep and ask about again (RFC 9110): with a strong ETag, which is the digest of the body, so
 * that whoever is shown something else has another one. 304, without the body, where the client has this one already.
 */
export function withEntityTag(reply: HttpReply, { headers: asked }: HttpEvent): HttpReply {
  if (reply.statusCode !== 200 || reply.body === undefined) return reply;
  const etag = `"${createHash('sha256').update(reply.body).digest('base64url')}"`;
  // What is kept is one caller's own, and is asked about before each use.
  const kept = { 'cache-control': 'private, no-cache', vary: 'Authorization', etag };
  const headers = { ...reply.headers, ...kept };
  // The type too: API Gateway gives a reply without one its own, which a cache would then take over.
  return hasTag(asked['if-none-match'], etag) ? { statusCode: 304, headers } : { ...reply, headers };
}

/** Whether a condition names the tag; one that a proxy made weak compares as the strong one does. */
function hasTag(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  const tags = condition.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
