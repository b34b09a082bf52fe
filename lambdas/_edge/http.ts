import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { Actor } from '../../src/domain/access/actor';
import { DomainError } from '../../src/domain/base/errors';
import { writeExact } from '../../src/domain/base/exact-json';
import { parseRecord } from '../../src/domain/base/parse';
import type { SharedDocument } from '../../src/operations/ports/environment';
import { type Occurrence, toProblem } from './problem';

/** What the authorizer passes on: the caller, or why the caller is unknown; `code` says whether the token is the cause. */
export interface AuthorizerContext {
  actor?: string;
  reason?: string;
  code?: 'Unauthenticated' | 'Unreachable';
}

/** A request as API Gateway hands it over (payload format 2.0). */
export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizerContext>;
/** A response as API Gateway takes it. */
export type HttpReply = APIGatewayProxyStructuredResultV2;

/** The address that the caller reached the API at. */
export function originOf({ headers, requestContext }: HttpEvent): string {
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  return `${scheme}://${requestContext.domainName}`;
}

/** A JSON response, which nobody may keep unless it says otherwise. */
export function replyJson(status: number, body: unknown, headers: Record<string, string> = {}): HttpReply {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: writeExact(body),
  };
}

/** A stored document as it is, or the way to a large one: by 303, which clients follow, and in words. */
export function replyStored(document: SharedDocument): HttpReply {
  if (!('text' in document)) return replyJson(303, document, { location: document.url });
  return { ...replyJson(200, null), body: document.text };
}

/** The response for an error, as `application/problem+json`. */
export function replyProblem(error: unknown, event: HttpEvent): HttpReply {
  const { problem, headers } = toProblem(error, occurrenceOf(event));
  return replyJson(problem.status, problem, { ...headers, 'content-type': 'application/problem+json' });
}

function occurrenceOf({ rawPath, requestContext }: HttpEvent): Occurrence {
  return { path: rawPath, requestId: requestContext.requestId };
}

/** Who asks; throws what the authorizer could not say itself, since HTTP APIs cannot shape their own denials. */
export function readActor({ requestContext }: HttpEvent): Actor {
  const { actor, reason, code } = requestContext.authorizer?.lambda ?? {};
  if (actor !== undefined)
    return parseRecord(Actor, JSON.parse(actor), 'The actor that the authorizer passed on');
  if (code === 'Unreachable')
    throw new DomainError('Unreachable', { what: 'The identity provider', reason: reason ?? 'unknown' });
  throw new DomainError('Unauthenticated', { reason: reason ?? 'no token was sent' });
}
