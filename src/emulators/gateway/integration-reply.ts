import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';
import type { InvokeResult } from '../lambda/invocation';
import { gatewayReplies } from './replies';
import type { GatewayReply } from './replies';

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const StructuredAnswer = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), HeaderValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * The reply made of a handler's answer by payload format 2.0: an answer with a `statusCode` is taken as it is, any other
 * JSON becomes the body of a 200. A crash, an error or a malformed answer is the gateway's own 500.
 */
export function readIntegrationReply(result: InvokeResult): GatewayReply {
  if (result.error) return gatewayReplies.broken;
  if (!isStructured(result.payload)) return inferReply(result.payload);
  const parsed = StructuredAnswer.safeParse(result.payload);
  if (!parsed.success) return gatewayReplies.broken;
  const { statusCode, body, isBase64Encoded } = parsed.data;
  const headers = ownHeaders(parsed.data.headers ?? {});
  const cookies = parsed.data.cookies ?? [];
  if (!canBeSent([...Object.entries(headers), ...cookies.map((cookie) => ['set-cookie', cookie] as const)])) {
    return gatewayReplies.broken;
  }
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    cookies,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function isStructured(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'statusCode' in payload;
}

function inferReply(payload: unknown): GatewayReply {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(text),
  };
}

/** The connection is the gateway's: what would frame the message another way is dropped. */
function ownHeaders(headers: Record<string, string>): Record<string, string> {
  const framing = ['connection', 'content-length', 'transfer-encoding'];
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(entries.filter(([name]) => !framing.includes(name)));
}

/** A line break in a header would otherwise end the gateway instead of the request. */
function canBeSent(headers: (readonly [string, string])[]): boolean {
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return true;
  } catch {
    return false;
  }
}
