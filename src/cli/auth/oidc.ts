import * as oidc from 'openid-client';
import type { SignInView } from '../../client/typed/types';
import { isLoopback, isSafe } from '../../client/address';
import { CliError } from '../../client/errors';
import { explainNetworkError } from '../../client/explain-network-error';
import type { Session } from '../profiles';

const timeoutSeconds = 15;

/** Where an issuer is asked, and as which client. */
type Client = Pick<SignInView, 'issuer' | 'clientId'>;

/** A sign-in that has begun: where the browser goes, and what only this process knows. */
export interface SignIn {
  url: string;
  /** Whether an address that the browser came to belongs to this sign-in and to no other. */
  isAnswer: (address: URL) => boolean;
  /** What is kept of who signed in; throws what the issuer said. */
  finish: (answer: URL) => Promise<Session>;
}

/** Begins a sign-in by authorization code with PKCE; the answer comes to `redirectUri`. */
export async function beginSignIn(signIn: SignInView, redirectUri: string): Promise<SignIn> {
  const config = await discover(signIn);
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: signIn.scopes.join(' '),
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return {
    url: url.href,
    isAnswer: (address) => address.searchParams.get('state') === expectedState,
    finish: async (answer) => {
      const tokens = await oidc.authorizationCodeGrant(config, answer, checks).catch((error: unknown) => {
        throw explain(error, signIn);
      });
      return sessionOf(tokens, { ...signIn, refreshToken: null });
    },
  };
}

/** The session with a new token; the issuer is the one that was signed in at, whatever the control plane says today. */
export async function refreshSession(session: Session): Promise<Session> {
  const config = await discover(session);
  const tokens = await oidc.refreshTokenGrant(config, session.refreshToken ?? '').catch((error: unknown) => {
    throw explain(error, session);
  });
  return sessionOf(tokens, session);
}

/** Tells the issuer that the refresh token is not to hold any more; false where it takes no such word. */
export async function revokeSession({ refreshToken, ...client }: Session): Promise<boolean> {
  const config = await discover(client);
  if (refreshToken === null || config.serverMetadata().revocation_endpoint === undefined) return false;
  await oidc.tokenRevocation(config, refreshToken).catch((error: unknown) => {
    throw explain(error, client);
  });
  return true;
}

/** The issuer's own description of itself; over an encrypted connection, or on this machine. */
async function discover({ issuer, clientId }: Client): Promise<oidc.Configuration> {
  if (!isSafe(issuer))
    throw new CliError(
      'broken',
      `${issuer} cannot be used to sign in: the connection would not be encrypted.`,
    );
  const insecure = isLoopback(issuer) ? [oidc.allowInsecureRequests] : [];
  return oidc
    .discovery(new URL(issuer), clientId, undefined, oidc.None(), {
      timeout: timeoutSeconds,
      execute: [oidc.enableNonRepudiationChecks, ...insecure],
    })
    .catch((error: unknown) => {
      throw explain(error, { issuer, clientId });
    });
}

type Tokens = Awaited<ReturnType<typeof oidc.refreshTokenGrant>>;

/** The ID token is what the control plane asks for: it alone has our audience and the claims that make roles. */
function sessionOf(tokens: Tokens, kept: Client & Pick<Session, 'refreshToken'>): Session {
  const { id_token: idToken, refresh_token: refreshToken } = tokens;
  const expiry = tokens.claims()?.exp;
  if (idToken === undefined || expiry === undefined)
    throw new CliError('broken', `${kept.issuer} did not return an ID token.`);
  return {
    issuer: kept.issuer,
    clientId: kept.clientId,
    idToken,
    // An issuer that does not rotate it names it once.
    refreshToken: refreshToken ?? kept.refreshToken,
    expiresAt: expiry * 1_000,
  };
}

/** What an issuer's refusal means; nothing of it is a token. */
function explain(error: unknown, { issuer }: Client): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const said = error.error_description ?? error.error;
    return new CliError('unauthenticated', `${issuer} refuses: ${said} (${error.error})`, {
      code: 'SignInRefused',
      cause: error,
    });
  }
  const { message, code } = error as { message: string; code?: string };
  const lost = code?.startsWith('OAUTH_') === true ? undefined : explainNetworkError(error);
  const invalid = code?.startsWith('OAUTH_') === true && code !== 'OAUTH_TIMEOUT';
  return new CliError(
    invalid ? 'broken' : 'unavailable',
    invalid
      ? `${issuer} returned an untrusted response: ${message}.`
      : `${issuer} did not respond: ${lost?.reason ?? message}.`,
    {
      code: invalid ? 'BadIssuer' : 'NoAnswer',
      hints: [...clockHint(error), ...(lost?.hints ?? [])],
      cause: error,
    },
  );
}

/** A token that is not valid yet, or not any more, is often one that a wrong clock looks at. */
function clockHint(error: unknown): string[] {
  const { message, cause } = error as { message: string; cause?: { message?: string } };
  return /timestamp|\bexp\b|\biat\b|\bnbf\b/.test(`${message} ${cause?.message ?? ''}`)
    ? ["Check the clock of this machine with 'idp doctor'."]
    : [];
}
