import { createServer, request as send, Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Caller, Through } from '../../../src/local/hub-environment';
import { type CallKind, describeCall, type HubRequest } from './describe-call';
import { KnownLives } from './known-lives';

/** One call of the hub by one caller; what the SDK sends again has the same invocation id. */
export interface HubCall extends CallKind {
  caller: Caller;
  life: string | null;
  invocation: string;
  request: HubRequest;
}

/** What the hub answered. */
export interface HubAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Decides about a call: `forward` lets it take effect; null is no answer at all: the connection is reset. */
export type Judge = (
  call: HubCall,
  forward: (request: HubRequest) => Promise<HubAnswer>,
) => Promise<HubAnswer | null>;

/** A proxy of its own for each caller and endpoint, so that it is known who called; what was signed stays as it was. */
export interface HubTap {
  through: Through;
  close: () => Promise<void>;
}

const perHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'];

/** Starts nothing yet: `through` opens a proxy for each endpoint that a plane hands out. */
export function createHubTap(judge: Judge): HubTap {
  const agent = new Agent({ keepAlive: true });
  const lives = new KnownLives();
  const servers: ReturnType<typeof createServer>[] = [];

  const answer = async (caller: Caller, upstream: string, incoming: IncomingMessage) => {
    const request = await readRequest(incoming);
    const invocation = String(incoming.headers['amz-sdk-invocation-id'] ?? '');
    const call = { caller, ...describeCall(request), life: lives.of(request), invocation, request };
    return judge(call, (asked) => forward(asked, upstream, agent));
  };
  const open = async (caller: Caller, upstream: string): Promise<string> => {
    const server = createServer((incoming, outgoing) => {
      void answer(caller, upstream, incoming).then(
        (given) => reply(outgoing, given),
        () => reply(outgoing, null),
      );
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const through: Through = async (caller, endpoints) => {
    const opened = Object.entries(endpoints).map(async ([name, url]) => [name, await open(caller, url)]);
    return Object.fromEntries(await Promise.all(opened)) as typeof endpoints;
  };
  const close = async () => {
    agent.destroy();
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { through, close };
}

async function readRequest(incoming: IncomingMessage): Promise<HubRequest> {
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, path: url, headers, body: await readAll(incoming) };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward({ method, path, headers, body }: HubRequest, upstream: string, agent: Agent) {
  const { hostname, port } = new URL(upstream);
  const passed = { ...without(headers), 'content-length': body.length };
  return new Promise<HubAnswer>((resolve, reject) => {
    const outgoing = send({ hostname, port, method, path, headers: passed, agent }, (incoming) => {
      readAll(incoming).then(
        (text) => resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: text }),
        reject,
      );
    });
    outgoing.on('error', reject).end(body);
  });
}

function reply(outgoing: ServerResponse, answer: HubAnswer | null): void {
  if (!answer || outgoing.destroyed) return void outgoing.destroy();
  const { status, headers, body } = answer;
  const bodiless = outgoing.req.method === 'HEAD' || status === 204 || status === 304;
  const length = bodiless ? headers['content-length'] : String(body.length);
  outgoing.writeHead(status, { ...without(headers), ...(length && { 'content-length': length }) });
  outgoing.end(body);
}

function without(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !perHop.includes(name)));
}
