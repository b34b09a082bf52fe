import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** What is known of a call before its body has come; `path` has the query. */
export interface CallHead {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

/** A call of AWS's, read to its end. */
export interface Call extends CallHead {
  body: Buffer;
}

/** What a call returns. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** Asks the emulator. */
export type Forward = (call: Call) => Promise<Answer>;

/** The service that a call is for, as its signature's scope names it, such as `s3`. */
export function serviceOf({ headers, path }: CallHead): string {
  const [, ofAddress = ''] = /[?&]X-Amz-Credential=([^&]*)/.exec(path) ?? [];
  const scope = headers.authorization ?? ofAddress.replaceAll(/%2f/gi, '/');
  return /\/([^/\s]+)\/aws4_request/.exec(scope)?.[1] ?? '';
}

/** The same message with another body, whose length is known only now. */
export function withText<Message extends Call | Answer>(message: Message, text: string): Message {
  const body = Buffer.from(text);
  return { ...message, body, headers: { ...message.headers, 'content-length': String(body.length) } };
}
