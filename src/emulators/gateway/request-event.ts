import type { GatewayRequest } from './read-request';
import type { RouteMatch } from './routes';

/** A request that found its route: what integration and authorizer events have in common is made of it. */
export interface RoutedRequest {
  request: GatewayRequest;
  match: RouteMatch;
  requestId: string;
  /** Milliseconds since 1970. */
  time: number;
  api: { accountId: string; region: string; apiId: string };
}

/** Content types that payload format 2.0 hands on as text; every other body is base64. */
const textTypes = /^(text\/|application\/(.+\+)?(json|xml)\b|application\/javascript\b)/i;

/** The event of payload format 2.0 for the integration; `authorizerContext` is what the authorizer returned. */
export function makeProxyEvent(
  routed: RoutedRequest,
  body: Buffer,
  authorizerContext: Record<string, unknown> | undefined,
) {
  const { headers } = routed.request;
  const isText = textTypes.test(headers['content-type'] ?? '') && !headers['content-encoding'];
  const authorizer = authorizerContext && { lambda: authorizerContext };
  return {
    ...commonFields(routed),
    requestContext: { ...requestContext(routed), ...(authorizer && { authorizer }) },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** The event of payload format 2.0 for a REQUEST authorizer. */
export function makeAuthorizerEvent(routed: RoutedRequest, identitySource: readonly string[] | null) {
  const { accountId, region, apiId } = routed.api;
  const { method, path } = routed.request;
  return {
    ...commonFields(routed),
    type: 'REQUEST' as const,
    routeArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/$default/${method}${path}`,
    identitySource,
    requestContext: requestContext(routed),
  };
}

function commonFields({ request, match }: RoutedRequest) {
  const { cookies, rawQueryString, headers } = request;
  const query = joinQuery(rawQueryString);
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: decodeURIComponent(request.path),
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: { ...headers, 'x-forwarded-for': request.sourceIp, 'x-forwarded-proto': 'http' },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
  };
}

/** A parameter that is given several times has its values joined by commas. */
function joinQuery(rawQueryString: string): Record<string, string> {
  const parameters = new URLSearchParams(rawQueryString);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name).join(',')]));
}

function requestContext({ request, match, requestId, time, api }: RoutedRequest) {
  const { method, path, sourceIp, headers } = request;
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    domainName: headers['host'] ?? '',
    domainPrefix: (headers['host'] ?? '').split(/[.:]/)[0] ?? '',
    http: {
      method,
      path: decodeURIComponent(path),
      protocol: 'HTTP/1.1',
      sourceIp,
      userAgent: headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: match.routeKey,
    stage: '$default',
    time: formatTime(time),
    timeEpoch: time,
  };
}

/** The common log format: `12/Mar/2020:19:03:58 +0000`. */
function formatTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(/[ ,]+/);
  return `${day}/${month}/${year}:${clock} +0000`;
}
