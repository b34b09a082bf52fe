import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeServer, type ListenAt, listenLocally } from './local-server';

/** One AWS operation: parsed JSON input in, JSON-able output out; throw an `AwsFault` to refuse. */
export type AwsOperation = (input: unknown) => Promise<unknown>;

/** What to serve: `X-Amz-Target` is `<targetPrefix>.<operation name>`. */
export interface AwsJsonService {
  targetPrefix: string;
  contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  operations: Record<string, AwsOperation>;
}

/** A running endpoint: `url` has no trailing slash; `close` drops open connections and resolves when the port is free. */
export interface AwsJsonEndpoint {
  url: string;
  close: () => Promise<void>;
}

/** An error as an AWS service returns it: `type` becomes `__type`, `status` the HTTP status (400 unless the service failed). */
export class AwsFault extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = status;
  }
}

/** Step Functions and EventBridge refuse requests above 1 MB; CodeBuild's are smaller still. */
const maxRequestBytes = 1_048_576;

/** Serves the AWS JSON 1.0/1.1 protocol, on a free port of 127.0.0.1 unless told otherwise. */
export async function startAwsJson(service: AwsJsonService, at?: ListenAt): Promise<AwsJsonEndpoint> {
  const server = createServer((request, response) => void answer(service, request, response));
  const url = await listenLocally(server, at);
  return { url, close: () => closeServer(server) };
}

async function answer(service: AwsJsonService, request: IncomingMessage, response: ServerResponse) {
  const reply = await call(service, request).then(
    (output) => ({ status: 200, body: output ?? {} }),
    (error: unknown) => faultReply(error),
  );
  if (response.destroyed) return;
  const { __type: type } = reply.body as { __type?: string };
  response.writeHead(reply.status, {
    'content-type': service.contentType,
    'x-amzn-requestid': randomUUID(),
    ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
    // Unread bytes of a refused body would be taken for the next request on a kept-alive connection.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  request.resume();
  response.end(JSON.stringify(reply.body));
}

async function call(service: AwsJsonService, request: IncomingMessage): Promise<unknown> {
  const operation = findOperation(service, request);
  const text = await readBody(request);
  return operation(parseBody(text));
}

function findOperation(service: AwsJsonService, request: IncomingMessage): AwsOperation {
  const target = String(request.headers['x-amz-target'] ?? '');
  const prefix = `${service.targetPrefix}.`;
  const name = target.startsWith(prefix) ? target.slice(prefix.length) : '';
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (request.method === 'POST' && operation) return operation;
  throw new AwsFault(
    'UnknownOperationException',
    `The operation '${target}' is not supported by this emulator`,
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Kept open when refused, because destroying the request would also cut the reply off.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > maxRequestBytes) {
      throw new AwsFault(
        'RequestEntityTooLargeException',
        `The request is above ${maxRequestBytes} bytes`,
        413,
      );
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AwsFault('SerializationException', `The request body is not JSON: ${String(cause)}`);
  }
}

function faultReply(error: unknown): { status: number; body: { __type: string; message: string } } {
  if (error instanceof AwsFault) {
    return { status: error.status, body: { __type: error.type, message: error.message } };
  }
  return { status: 500, body: { __type: 'InternalFailure', message: String(error) } };
}
