import type { IncomingMessage } from 'node:http';

/** What of an HTTP request the gateway works with; header names are lower-case, their values joined by commas. */
export interface GatewayRequest {
  method: string;
  /** As it was sent, percent-encoded. */
  path: string;
  rawQueryString: string;
  headers: Record<string, string>;
  cookies: readonly string[];
  sourceIp: string;
}

/** API Gateway's limit of a request's body. */
const maxBodyBytes = 10 * 1024 * 1024;

/** Reads all but the body. */
export function readRequestHead(message: IncomingMessage): GatewayRequest {
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const { cookie, ...headers } = joinHeaders(message.rawHeaders);
  return {
    method: message.method ?? 'GET',
    path,
    rawQueryString: query.join('?'),
    headers,
    cookies: cookie ? cookie.split(/;\s*|,\s*/).filter(Boolean) : [],
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
  };
}

/** Node drops the repetition of some headers; API Gateway joins them all. */
function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
  }
  return headers;
}

/**
 * The whole body, or undefined when it is above the limit. It is read to its end all the same: a client that is cut off
 * while it sends never sees the answer.
 */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}
