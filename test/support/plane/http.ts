import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import type { AuthorizerContext, HttpEvent } from '../../../lambdas/_edge/http';
import type { Actor } from '../../../src/domain/access/actor';

/** Ada, a developer of the team payments. */
export const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  name: 'Ada',
  roles: ['developer'],
  teams: ['payments'],
};

/** What a test says of a request; `body` is sent as JSON unless it is a text. */
export interface RequestParts {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  actor?: Actor | null;
  authorizer?: AuthorizerContext;
  base64?: boolean;
}

/** A request by `ada` as API Gateway hands it over (payload 2.0), matched to the route `POST /environments/{name}`. */
export function requestOf(routeKey: string, parts: RequestParts = {}): HttpEvent {
  const [method = '', path = ''] = routeKey.split(' ');
  const { params = {}, query, headers = {}, body, actor = ada, base64 = false } = parts;
  const rawPath = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name);
  const context = parts.authorizer ?? (actor ? { actor: JSON.stringify(actor) } : undefined);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'content-type': 'application/json', authorization: 'Bearer secret-token', ...headers },
    ...(query && { queryStringParameters: query }),
    ...(path.includes('{') && { pathParameters: paramsIn(path, params) }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: base64,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1767225600000,
      authorizer: { lambda: context ?? {} },
    },
  };
}

function paramsIn(path: string, params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => path.includes(`{${name}}`)));
}

/** The context of an invocation that has `ms` left. */
export function contextOf(ms = 30_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'api',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:api',
    memoryLimitInMB: '256',
    awsRequestId: 'invocation-1',
    logGroupName: '/aws/lambda/api',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => ms,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

const saysNothing = new Logger({ logLevel: 'SILENT' });

/** A log that says nothing; the same each time, as a function makes its own once: it costs as much as a request. */
export const silent = () => saysNothing;

/** A log whose lines are kept as text, to be searched. */
export function recordingLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  class RecordingLogger extends Logger {
    protected override printLog(_level: number, item: { getAttributes: () => unknown }): void {
      lines.push(JSON.stringify(item.getAttributes(), this.getJsonReplacer()));
    }
  }
  return { log: new RecordingLogger({ logLevel: 'DEBUG' }), lines };
}
