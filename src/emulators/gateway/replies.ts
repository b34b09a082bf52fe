/** A response on its way to the client. */
export interface GatewayReply {
  status: number;
  headers: Record<string, string>;
  cookies: readonly string[];
  body: Buffer;
}

/** What API Gateway itself returns; each has exactly these words and no more, so a client can tell it from the API's. */
export const gatewayReplies = {
  badRequest: plainReply(400, 'Bad Request'),
  unauthorized: plainReply(401, 'Unauthorized'),
  forbidden: plainReply(403, 'Forbidden'),
  notFound: plainReply(404, 'Not Found'),
  tooLarge: plainReply(413, 'Request Entity Too Large'),
  headTooLarge: plainReply(431, 'Request Header Fields Too Large'),
  tooMany: plainReply(429, 'Too Many Requests'),
  broken: plainReply(500, 'Internal Server Error'),
  unavailable: plainReply(503, 'Service Unavailable'),
} as const;

function plainReply(status: number, message: string): GatewayReply {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body };
}
