import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import type { Issuer } from '../../src/config/hub';
import { DomainError } from '../../src/domain/base/errors';

const leewaySeconds = 30;
const keyFetchTimeoutMs = 5_000;
/** A key that its issuer withdraws must not be trusted for long. */
const keysMaxAgeMs = 60_000;
const malformed = 'the token is not a JSON Web Token';

/** A configured issuer with the keys it signs with. */
export interface TrustedIssuer {
  issuer: Issuer;
  keys: JWTVerifyGetKey;
}

/** The issuers with their key sets; remote ones are fetched when first needed, and anew for an unknown key or after a minute. */
export function trustIssuers(issuers: Issuer[]): TrustedIssuer[] {
  return issuers.map((issuer) => ({ issuer, keys: keysOf(issuer) }));
}

function keysOf({ issuer, jwks, jwksUri }: Issuer): JWTVerifyGetKey {
  if (jwks) return createLocalJWKSet(jwks);
  if (jwksUri !== undefined)
    return createRemoteJWKSet(new URL(jwksUri), {
      timeoutDuration: keyFetchTimeoutMs,
      cacheMaxAge: keysMaxAgeMs,
    });
  throw new DomainError('Misconfigured', { name: 'LEASEHOLD_ISSUERS', reason: `${issuer} has no keys` });
}

/**
 * The claims of a token that a trusted issuer signed for us and that is valid now, with its issuer. Throws
 * Unauthenticated with a reason that never quotes the token, or Unreachable when the issuer's keys cannot be had.
 */
export async function verifyToken(
  token: string,
  trusted: TrustedIssuer[],
): Promise<{ claims: JWTPayload; issuer: Issuer }> {
  const { issuer, keys } = chooseIssuer(token, trusted);
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: issuer.algorithms,
      clockTolerance: leewaySeconds,
      requiredClaims: ['exp'],
    });
    return { claims: payload, issuer };
  } catch (error) {
    throw explain(error, issuer);
  }
}

/** Claims not yet verified choose the keys to verify them with, and nothing else. */
function chooseIssuer(token: string, trusted: TrustedIssuer[]): TrustedIssuer {
  const { iss, aud } = peek(token);
  const [first, ...others] = trusted.filter(({ issuer }) => issuer.issuer === iss);
  if (!first) throw refused('the issuer of the token is not trusted by this control plane');
  return [first, ...others].find(({ issuer }) => [aud].flat().includes(issuer.audience)) ?? first;
}

function peek(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw refused(malformed);
  }
}

/** What each refusal of the library means for the one who sent the token. */
const reasons: Record<string, string> = {
  [errors.JWTExpired.code]: 'the token has expired; sign in again',
  [errors.JOSEAlgNotAllowed.code]: 'the token is not signed in an accepted way',
  [errors.JOSENotSupported.code]: 'the token is not signed in an accepted way',
  [errors.JWSSignatureVerificationFailed.code]: 'the signature of the token is wrong',
  [errors.JWKSNoMatchingKey.code]: 'the token is signed with a key that its issuer does not publish',
  [errors.JWKSMultipleMatchingKeys.code]: 'the token does not name the key that it is signed with',
  [errors.JWTInvalid.code]: malformed,
  [errors.JWSInvalid.code]: malformed,
};

function explain(error: unknown, { issuer }: Issuer): DomainError {
  if (error instanceof errors.JWTClaimValidationFailed) return refused(claimReason(error));
  const reason = error instanceof errors.JOSEError ? reasons[error.code] : undefined;
  if (reason !== undefined) return refused(reason);
  const cause = error instanceof Error ? error.message : String(error);
  return new DomainError('Unreachable', { what: `The keys of ${issuer}`, reason: cause }, { cause: error });
}

function claimReason({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `the token has no claim '${claim}'`;
  if (claim === 'aud') return 'the token is for another audience';
  if (claim === 'nbf') return 'the token is not valid yet';
  return `the claim '${claim}' of the token is wrong`;
}

function refused(reason: string): DomainError<'Unauthenticated'> {
  return new DomainError('Unauthenticated', { reason });
}
