import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type Handler = Extract<DynamoDBClientConfig['requestHandler'], { handle: unknown }>;
type HttpRequest = Parameters<Handler['handle']>[0];
type HttpResponse = Awaited<ReturnType<Handler['handle']>>['response'];

/**
 * What makes a client of the SDK hand its requests to a server of this process, without socket and signature: both cost more than
 * all that a request does. The server must read whole bodies and end each answer at once, as dynalite does.
 */
export function inProcess(
  server: Server,
): Pick<DynamoDBClientConfig, 'requestHandler' | 'signer' | 'logger'> {
  return {
    requestHandler: {
      handle: async (request: HttpRequest) => ({ response: await answerOf(server, request) }),
    },
    signer: { sign: (request) => Promise.resolve(signedAsIs(request as HttpRequest) as typeof request) },
    // Without one, the SDK makes every request and answer fit to be logged, and then logs nothing.
    logger: {} as NonNullable<DynamoDBClientConfig['logger']>,
  };
}

/** dynalite looks at the form of a signature alone. */
function signedAsIs(request: HttpRequest): HttpRequest {
  request.headers['authorization'] = 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none';
  request.headers['x-amz-date'] = '20300101T000000Z';
  return request;
}

/** A turn of the event loop lies between request and answer, as with a socket, so that what runs side by side takes turns. */
async function answerOf(server: Server, { method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
  await turn();
  const request = Object.assign(new EventEmitter(), { method, url: path, headers });
  const answered = new Promise<HttpResponse>((resolve) => {
    const sent: Record<string, string> = {};
    const response = Object.assign(new EventEmitter(), {
      statusCode: 200,
      setHeader: (name: string, value: unknown) => void (sent[name.toLowerCase()] = String(value)),
      end: (text = '') =>
        void resolve({ statusCode: response.statusCode, headers: sent, body: Buffer.from(text) }),
    });
    server.emit('request', request, response);
  });
  const { buffer, byteOffset, byteLength } = body as Uint8Array<ArrayBuffer>;
  request.emit('data', Buffer.from(buffer, byteOffset, byteLength));
  request.emit('end');
  return answered;
}
