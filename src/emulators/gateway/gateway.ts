import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { LambdaFunction } from '../lambda/lambda-function';
import { authorize } from './authorize';
import type { GatewayAuthorizer } from './authorize';
import { readIntegrationReply } from './integration-reply';
import { isFromHere } from '../front/from-here';
import { readBody, readRequestHead } from './read-request';
import type { GatewayRequest } from './read-request';
import { gatewayReplies } from './replies';
import type { GatewayReply } from './replies';
import { makeProxyEvent } from './request-event';
import type { RoutedRequest } from './request-event';
import { createRouteMatcher } from './routes';
import type { GatewayRoute, RouteMatch } from './routes';
import { createTokenBucket } from './token-bucket';
import type { Throttle, TokenBucket } from './token-bucket';
import { closeServer, listenLocally } from '../local-server';

/** An HTTP API: its routes, the one function behind them, and who is asked before routes that say so. */
export interface GatewayOptions {
  routes: readonly GatewayRoute[];
  handler: LambdaFunction;
  authorizer: GatewayAuthorizer;
  throttle: Throttle;
  region: string;
  accountId: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** How long the gateway waits for the function; AWS allows 30 s at most. */
  integrationTimeoutMs?: number;
}

/** A running gateway; `close` drops open connections. */
export interface Gateway {
  url: string;
  close: () => Promise<void>;
}

const defaultTimeoutMs = 30_000;
/** API Gateway's limit of the request line and all headers together. */
const maxHeadBytes = 10_240;
const apiId = 'local';

/** Serves an HTTP API on 127.0.0.1 as API Gateway would, its own plain refusals included. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const context = {
    options,
    match: createRouteMatcher(options.routes),
    takeToken: createTokenBucket(options.throttle, performance.now()),
  };
  const server = createServer({ maxHeaderSize: maxHeadBytes }, (message, response) => {
    const requestId = randomUUID();
    void answer(context, message, requestId).then((reply) => send(response, reply, requestId));
  });
  server.on('clientError', refuseUnread);
  const url = await listenLocally(server, options.port ?? 0);
  return { url, close: () => closeServer(server) };
}

/** Of what is no HTTP, or whose head is above the limit, there is no request to answer: the reply goes to the connection. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const { headTooLarge, badRequest } = gatewayReplies;
  const { status, headers, body } = error.code === 'HPE_HEADER_OVERFLOW' ? headTooLarge : badRequest;
  const head = { ...headers, 'content-length': String(body.length), connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', String(body)].join('\r\n'));
}

interface GatewayContext {
  options: GatewayOptions;
  match: (method: string, path: string) => RouteMatch | undefined;
  takeToken: TokenBucket;
}

async function answer(
  context: GatewayContext,
  message: IncomingMessage,
  requestId: string,
): Promise<GatewayReply> {
  if (!isFromHere(message.headers)) return gatewayReplies.forbidden;
  const request = readRequestHead(message);
  if (!isDecodable(request.path)) return gatewayReplies.badRequest;
  const match = context.match(request.method, request.path);
  if (!match) return gatewayReplies.notFound;
  if (!context.takeToken(performance.now())) return gatewayReplies.tooMany;

  const body = await readBody(message).catch(() => undefined);
  if (!body) return gatewayReplies.tooLarge;
  const routed = routeRequest(context.options, { request, match, requestId });
  return integrate(context.options, routed, body).catch(() => gatewayReplies.broken);
}

function routeRequest(
  { accountId, region }: GatewayOptions,
  found: { request: GatewayRequest; match: RouteMatch; requestId: string },
): RoutedRequest {
  return { ...found, time: Date.now(), api: { accountId, region, apiId } };
}

async function integrate(
  options: GatewayOptions,
  routed: RoutedRequest,
  body: Buffer,
): Promise<GatewayReply> {
  const asked = routed.match.route.authorizer;
  const authorization = asked ? await authorize(options.authorizer, routed) : { context: undefined };
  if ('refusal' in authorization) return authorization.refusal;

  const signal = AbortSignal.timeout(options.integrationTimeoutMs ?? defaultTimeoutMs);
  try {
    const event = makeProxyEvent(routed, body, authorization.context);
    return readIntegrationReply(await options.handler.invoke(event, { signal }));
  } catch (error) {
    if (signal.aborted) return gatewayReplies.unavailable;
    throw error;
  }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function send(response: ServerResponse, reply: GatewayReply, requestId: string): void {
  if (response.destroyed) return;
  const { status, headers, cookies, body } = reply;
  response.writeHead(status, {
    ...headers,
    // Of a reply that has no body by its status, a length would be that of what the client has.
    ...(status !== 304 && { 'content-length': body.length }),
    'apigw-requestid': requestId,
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
  });
  response.end(body);
}
