import { createHash, randomBytes } from 'node:crypto';
import { forgetOldest } from '../forget-oldest';
import type { AuthorizationRequest } from './authorization-request';
import type { Person } from './local-issuer';
import { OAuthError } from './oauth-error';

/** Who signed in, and the nonce that the first token of it carries. */
export interface Grant {
  person: Person;
  nonce: string | undefined;
}

const codeLifetimeMs = 60_000;
/** A page that nobody answers, and a session that nobody ends, are forgotten behind so many others. */
const mostOfEach = 1_000;

/** The latest requests that a person decides about, codes that were given, and refresh tokens that hold; all in memory. */
export class Grants {
  private readonly asked = new Map<string, AuthorizationRequest>();
  private readonly codes = new Map<string, Grant & { request: AuthorizationRequest; until: number }>();
  private readonly refreshing = new Map<string, Grant>();

  constructor(private readonly now: () => number) {}

  /** Remembers a request while its page is looked at; the answer is what the page sends back. */
  ask(request: AuthorizationRequest): string {
    return keep(this.asked, request);
  }

  /** The request of a page, once: a decision sent twice is no second decision. */
  decide(id: string): AuthorizationRequest | undefined {
    return take(this.asked, id);
  }

  /** A code for the person who consented; it is valid for a minute. */
  giveCode(request: AuthorizationRequest, person: Person): string {
    const until = this.now() + codeLifetimeMs;
    return keep(this.codes, { request, person, nonce: request.nonce, until });
  }

  /** Whom a code is of, once, for the client that asked and holds the verifier; throws `invalid_grant`. */
  redeem(form: URLSearchParams): Grant {
    const given = take(this.codes, form.get('code') ?? '');
    if (!given || given.until < this.now())
      throw invalidGrant('The code is unknown, already used or expired.');
    if (form.get('redirect_uri') !== given.request.redirectUri)
      throw invalidGrant('The redirect_uri is not that of the request.');
    if (challengeOf(form.get('code_verifier') ?? '') !== given.request.challenge)
      throw invalidGrant('The code_verifier does not match the code_challenge.');
    return { person: given.person, nonce: given.nonce };
  }

  /** A refresh token; it holds until it is revoked, a thousand others were given, or the plane stops. */
  giveRefreshToken({ person }: Grant): string {
    return keep(this.refreshing, { person, nonce: undefined });
  }

  /** Whom a refresh token is of; throws `invalid_grant`. */
  refresh(token: string): Grant {
    const grant = this.refreshing.get(token);
    if (!grant) throw invalidGrant('The refresh token is unknown or revoked.');
    return grant;
  }

  revoke(token: string): void {
    this.refreshing.delete(token);
  }
}

function keep<Value>(map: Map<string, Value>, value: Value): string {
  const key = randomBytes(32).toString('base64url');
  map.set(key, value);
  forgetOldest(map, { most: mostOfEach });
  return key;
}

function take<Value>(map: Map<string, Value>, key: string): Value | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function invalidGrant(message: string): OAuthError {
  return new OAuthError('invalid_grant', message);
}
