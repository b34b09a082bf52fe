import { OAuthError } from './oauth-error';

/** A client's request to sign somebody in, checked. */
export interface AuthorizationRequest {
  clientId: string;
  redirectUri: string;
  challenge: string;
  state: string | undefined;
  nonce: string | undefined;
}

/** What is refused to the browser itself: nobody is sent to an address that is not trusted. */
export class NotRedirectable extends Error {}

/** Where the answer goes: throws NotRedirectable unless the client is ours and the address is this machine. */
export function readReturnAddress(query: URLSearchParams, clientId: string): string {
  if (query.get('client_id') !== clientId) throw new NotRedirectable('Unknown client.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isLoopback(redirectUri))
    throw new NotRedirectable('The redirect_uri must be http:// on a port of 127.0.0.1 or [::1].');
  return redirectUri;
}

/** The literal addresses only (RFC 8252 §8.3), and any port, as a program takes a free one. */
function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password, hash } = new URL(text);
  return (
    protocol === 'http:' &&
    ['127.0.0.1', '[::1]'].includes(hostname) &&
    port !== '' &&
    username + password + hash === ''
  );
}

/** The request of a client whose return address was checked; throws the OAuthError to send there. */
export function readAuthorizationRequest(
  query: URLSearchParams,
  { clientId, redirectUri }: { clientId: string; redirectUri: string },
): AuthorizationRequest {
  if (query.get('response_type') !== 'code')
    throw new OAuthError('unsupported_response_type', 'Only response_type=code is supported.');
  if (!(query.get('scope') ?? '').split(' ').includes('openid'))
    throw new OAuthError('invalid_scope', 'The scope must include openid.');
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge))
    throw new OAuthError('invalid_request', 'PKCE with code_challenge_method=S256 is required.');
  const state = query.get('state') ?? undefined;
  return { clientId, redirectUri, challenge, state, nonce: query.get('nonce') ?? undefined };
}

/** The address that a browser is sent back to with an answer; it names its issuer (RFC 9207). */
export function returnTo(redirectUri: string, answer: Record<string, string | undefined>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
