import * as z from 'zod';
import type { LambdaFunction } from '../lambda/lambda-function';
import { gatewayReplies } from './replies';
import type { GatewayReply } from './replies';
import { makeAuthorizerEvent } from './request-event';
import type { RoutedRequest } from './request-event';

/** A Lambda authorizer with simple responses; with identity sources, it is not asked about requests that lack one. */
export interface GatewayAuthorizer {
  function: LambdaFunction;
  /** `$request.header.<name>` or `$request.querystring.<name>`. */
  identitySources?: readonly string[];
}

/** Either the context for the integration, or the reply that ends the request. */
export type Authorization = { context: Record<string, unknown> } | { refusal: GatewayReply };

const SimpleResponse = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).nullish(),
});

/** Asks the authorizer about a request; nothing is cached. */
export async function authorize(
  authorizer: GatewayAuthorizer,
  routed: RoutedRequest,
): Promise<Authorization> {
  const identity = authorizer.identitySources?.map((source) => readIdentity(source, routed));
  if (identity?.some((value) => !value)) return { refusal: gatewayReplies.unauthorized };

  const event = makeAuthorizerEvent(routed, identity?.map(String) ?? null);
  const { payload } = await authorizer.function.invoke(event);
  const answer = SimpleResponse.safeParse(payload);
  if (!answer.success) return { refusal: gatewayReplies.broken };
  if (!answer.data.isAuthorized) return { refusal: gatewayReplies.forbidden };
  return { context: answer.data.context ?? {} };
}

function readIdentity(source: string, { request }: RoutedRequest): string | null | undefined {
  const [, kind, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return request.headers[name.toLowerCase()];
  return new URLSearchParams(request.rawQueryString).get(name);
}
