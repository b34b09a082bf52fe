import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { loadSettings } from '../../src/aws/s3-settings';
import { issuersIn, IssuersConfig } from '../../src/config/hub';
import { readConfig } from '../../src/config/read-config';
import { isDomainError } from '../../src/domain/base/errors';
import { actorOf } from '../../src/domain/access/identity';
import type { AuthorizerContext } from '../_edge/http';
import { hubClient } from '../_edge/hub-client';
import { logger } from '../_edge/logger';
import { onceLoaded } from '../_edge/once';
import { keepVerifications } from './kept-verifications';
import { type TrustedIssuer, trustIssuers, verifyToken } from './verify-token';

/** The simple response of a Lambda authorizer: it always allows, because only the API can return a denial as a problem document. */
export interface AuthorizerReply {
  isAuthorized: true;
  context: AuthorizerContext;
}

/** What is read of an event: the headers, and the request's id for the log. */
type Asked = Pick<APIGatewayRequestAuthorizerEventV2, 'headers'> & {
  requestContext?: { requestId: string };
};

/** An authorizer that only authenticates: it passes on the caller, or why the caller is unknown. */
export function createAuthorizer(trusted: () => TrustedIssuer[] | Promise<TrustedIssuer[]>, log: Logger) {
  const actorBehind = keepVerifications(async (token) => {
    const { claims, issuer } = await verifyToken(token, await trusted());
    return { result: JSON.stringify(actorOf(claims, issuer, sha256)), expires: claims.exp ?? 0 };
  });
  return async (event: Asked): Promise<AuthorizerReply> => {
    try {
      const token = bearerToken(event.headers?.authorization);
      if (token === undefined) return denial('no token was sent; sign in');
      return { isAuthorized: true, context: { actor: await actorBehind(token) } };
    } catch (error) {
      return explainDenial(error, event, log);
    }
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header?.trim() ?? '')?.[1];
}

function explainDenial(error: unknown, { requestContext }: Asked, log: Logger): AuthorizerReply {
  if (isDomainError(error, 'Unauthenticated')) return denial(error.details.reason);
  const request = requestContext?.requestId;
  if (!isDomainError(error, 'Unreachable')) {
    log.error('failed', { request, error: error as Error });
    throw error;
  }
  log.error('The keys of an issuer cannot be fetched', { request, reason: error.message });
  return denial(error.details.reason, 'Unreachable');
}

function denial(
  reason: string,
  code: 'Unauthenticated' | 'Unreachable' = 'Unauthenticated',
): AuthorizerReply {
  return { isAuthorized: true, context: { reason, code } };
}

/** Keys and verifications are each kept for a minute at most, so that a withdrawn key is refused within two. */
const trusted = onceLoaded(async () => {
  const env = await loadSettings(new S3Client(hubClient));
  return trustIssuers(issuersIn(readConfig(IssuersConfig, env)));
});

export const handler = createAuthorizer(trusted, logger);
