import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
  route: string;
  query: Record<string, string>;
  headers: Record<string, string | undefined>;
  body: unknown;
}

/** What the API answers to one request: JSON with 200, a reply of another kind, a broken connection, or nothing for ever. */
export type Scripted = Reply | 'hang-up' | 'silence' | object;

/** An answer with a status other than 200. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Record<string, string> = {},
  ) {}
}

/** An API that answers by script; each route's last answer is repeated for ever. */
export interface FakeApi {
  url: string;
  received: Received[];
  /** The requests to one route, such as `POST /environments`. */
  to(route: string): Received[];
  /** Resolves once a route was asked so many times. */
  asked(route: string, times?: number): Promise<void>;
  stop(): Promise<void>;
}

/** A problem document as the real API answers it. */
export function problem(status: number, code: string, more: object = {}): Reply {
  const body = {
    type: `urn:leasehold:problem:${code}`,
    title: code,
    status,
    detail: `${code}.`,
    code,
    ...more,
  };
  return new Reply(status, body, { 'content-type': 'application/problem+json' });
}

/** Starts the API on a free port of this machine. */
export async function startFakeApi(script: Record<string, Scripted | Scripted[]>): Promise<FakeApi> {
  const received: Received[] = [];
  const heard = new EventEmitter();
  const server = createServer((request, response) => {
    void receive(request).then((one) => {
      received.push(one);
      heard.emit('request');
      const times = received.filter(({ route }) => route === one.route).length;
      answer(response, scriptedFor(script[one.route], times));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    asked: async (route, times = 1) => {
      while (received.filter((one) => one.route === route).length < times) await once(heard, 'request');
    },
    to: (route) => received.filter((one) => one.route === route),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return {
    route: `${request.method ?? ''} ${pathname}`,
    query: Object.fromEntries(searchParams),
    headers: request.headers as Record<string, string>,
    body: text === '' || request.method === 'PUT' ? undefined : JSON.parse(text),
  };
}

function scriptedFor(answers: Scripted | Scripted[] | undefined, times: number): Scripted {
  if (answers === undefined) return problem(404, 'RouteNotFound');
  if (!Array.isArray(answers)) return answers;
  return (
    (answers[Math.min(times, answers.length) - 1] as Scripted | undefined) ?? problem(404, 'RouteNotFound')
  );
}

function answer(response: ServerResponse, scripted: Scripted): void {
  if (scripted === 'silence') return;
  if (scripted === 'hang-up') return void response.destroy();
  const { status, body, headers } = scripted instanceof Reply ? scripted : new Reply(200, scripted);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
