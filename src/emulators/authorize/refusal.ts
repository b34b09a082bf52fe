import { randomUUID } from 'node:crypto';
import type { Answer } from '../front/call';
import type { Protocol } from './service-rules';

/** Why a call is refused. */
export type Refusal =
  | { kind: 'denied'; message: string }
  /** The access key is nobody's. */
  | { kind: 'stranger'; message: string }
  /** The signature is not that of the key's owner. */
  | { kind: 'forged'; message: string }
  /** The session has ended. */
  | { kind: 'expired'; message: string };

interface Words {
  status: number;
  code: string;
}

/** What each protocol calls a refusal, as the "Common Errors" pages of the services' API references list them. */
const words: Record<Protocol, Record<Refusal['kind'], Words>> = {
  ec2: {
    denied: { status: 403, code: 'UnauthorizedOperation' },
    stranger: { status: 401, code: 'AuthFailure' },
    forged: { status: 401, code: 'AuthFailure' },
    expired: { status: 400, code: 'RequestExpired' },
  },
  query: {
    denied: { status: 403, code: 'AccessDenied' },
    stranger: { status: 403, code: 'InvalidClientTokenId' },
    forged: { status: 403, code: 'SignatureDoesNotMatch' },
    expired: { status: 403, code: 'ExpiredToken' },
  },
  json: {
    denied: { status: 400, code: 'AccessDeniedException' },
    stranger: { status: 400, code: 'UnrecognizedClientException' },
    forged: { status: 400, code: 'InvalidSignatureException' },
    expired: { status: 400, code: 'ExpiredTokenException' },
  },
  s3: {
    denied: { status: 403, code: 'AccessDenied' },
    stranger: { status: 403, code: 'InvalidAccessKeyId' },
    forged: { status: 403, code: 'SignatureDoesNotMatch' },
    expired: { status: 400, code: 'ExpiredToken' },
  },
  'rest-json': {
    denied: { status: 403, code: 'AccessDeniedException' },
    stranger: { status: 403, code: 'UnrecognizedClientException' },
    forged: { status: 403, code: 'InvalidSignatureException' },
    expired: { status: 403, code: 'ExpiredTokenException' },
  },
  'rest-xml': {
    denied: { status: 403, code: 'AccessDenied' },
    stranger: { status: 403, code: 'InvalidClientTokenId' },
    forged: { status: 403, code: 'SignatureDoesNotMatch' },
    expired: { status: 403, code: 'ExpiredToken' },
  },
};

/** A refusal as the service would write it. */
export function refusalAnswer(protocol: Protocol, { kind, message }: Refusal): Answer {
  return errorAnswer(protocol, { ...words[protocol][kind], message });
}

/** What an error says, and its HTTP status. */
export interface ErrorWords extends Words {
  message: string;
}

/** An error as a service of that protocol would write it. */
export function errorAnswer(protocol: Protocol, { status, code, message }: ErrorWords): Answer {
  const id = randomUUID();
  const error = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  switch (protocol) {
    case 'json':
    case 'rest-json':
      return json(status, { code, message, id });
    case 'ec2':
      return xml(
        status,
        `<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`,
      );
    case 's3':
      return xml(status, `<Error>${error}<RequestId>${id}</RequestId></Error>`);
    case 'query':
    case 'rest-xml':
      return xml(
        status,
        `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
      );
  }
}

function json(status: number, { code, message, id }: { code: string; message: string; id: string }): Answer {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-errortype': code,
    'x-amzn-requestid': id,
  };
  return { status, headers, body: Buffer.from(JSON.stringify({ __type: code, message, Message: message })) };
}

function xml(status: number, text: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
