import {
  type AuthorizationRequest,
  NotRedirectable,
  readAuthorizationRequest,
  readReturnAddress,
  returnTo,
} from './authorization-request';
import { describeIssuer, paths } from './discovery';
import type { Grant, Grants } from './grants';
import type { LocalIssuer, Person } from './local-issuer';
import { OAuthError } from './oauth-error';
import type { OneTimeCode } from './one-time-code';
import { refusalPage, signInPage } from './pages';
import { html, type IssuerReply, json, redirect } from './replies';

/** What the issuer works with: its keys, the people it knows, and what it has granted. */
export interface IssuerParts {
  local: LocalIssuer;
  people: readonly Person[];
  grants: Grants;
  code: OneTimeCode;
  /** Of an ID token, such as `1h`. */
  lifetime: string;
}

/** One request: `form` is empty unless it was a POST. */
export interface IssuerRequest {
  route: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

type Answer = (request: IssuerRequest, parts: IssuerParts) => IssuerReply | Promise<IssuerReply>;

const routes: Record<string, Answer> = {
  [`GET ${paths.discovery}`]: (_, { local: { issuer } }) =>
    json(200, describeIssuer(issuer.issuer, issuer.algorithms)),
  [`GET ${paths.keys}`]: (_, { local }) => json(200, local.issuer.jwks),
  [`GET ${paths.authorize}`]: authorize,
  [`POST ${paths.decide}`]: decide,
  [`POST ${paths.token}`]: token,
  [`POST ${paths.revoke}`]: revoke,
};

/** Replies to one request; every refusal is a reply too. */
export async function answer(request: IssuerRequest, parts: IssuerParts): Promise<IssuerReply> {
  const route = routes[request.route];
  if (!route) return json(404, { error: 'not_found' });
  try {
    return await route(request, parts);
  } catch (error) {
    if (error instanceof NotRedirectable) return html(400, refusalPage(error.message));
    if (error instanceof OAuthError)
      return json(400, { error: error.code, error_description: error.message });
    throw error;
  }
}

function authorize({ query }: IssuerRequest, parts: IssuerParts): IssuerReply {
  const { local } = parts;
  const { issuer, audience: clientId } = local.issuer;
  const redirectUri = readReturnAddress(query, clientId);
  try {
    return signIn(readAuthorizationRequest(query, { clientId, redirectUri }), parts);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const state = query.get('state') ?? undefined;
    return redirect(returnTo(redirectUri, { ...asAnswer(error), state, iss: issuer }));
  }
}

function signIn(
  request: AuthorizationRequest,
  { people, grants, code }: IssuerParts,
  hint = 'Only you can read it, and it changes each time.',
): IssuerReply {
  const page = signInPage(people, { request: grants.ask(request), codeFile: code.file, hint });
  return html(200, page, new URL(request.redirectUri).origin);
}

async function decide({ form }: IssuerRequest, parts: IssuerParts): Promise<IssuerReply> {
  const { people, grants, code } = parts;
  const request = grants.decide(form.get('request') ?? '');
  if (!request) throw new NotRedirectable('This request was already decided; start again.');
  if (form.get('decision') !== 'allow')
    return back(request, parts, asAnswer(new OAuthError('access_denied', 'The person denied the request.')));
  if (!(await code.take(form.get('code') ?? '')))
    return signIn(request, parts, 'The code is wrong; read the file again.');
  const person = people.length === 1 ? people[0] : people.find(({ id }) => id === form.get('person'));
  if (!person) return signIn(request, parts, 'Choose who you are.');
  return back(request, parts, { code: grants.giveCode(request, person) });
}

function back(
  { redirectUri, state }: AuthorizationRequest,
  { local }: IssuerParts,
  decided: Record<string, string>,
): IssuerReply {
  return redirect(returnTo(redirectUri, { ...decided, state, iss: local.issuer.issuer }));
}

function asAnswer({ code, message }: OAuthError) {
  return { error: code, error_description: message };
}

async function token({ form }: IssuerRequest, parts: IssuerParts): Promise<IssuerReply> {
  const { grants, local } = parts;
  if (form.get('client_id') !== local.issuer.audience)
    throw new OAuthError('invalid_client', 'Unknown client.');
  const type = form.get('grant_type');
  if (type === 'refresh_token')
    return json(200, await tokensFor(grants.refresh(form.get('refresh_token') ?? ''), parts));
  if (type !== 'authorization_code')
    throw new OAuthError('unsupported_grant_type', 'Use authorization_code or refresh_token.');
  const grant = grants.redeem(form);
  const tokens = await tokensFor(grant, parts);
  return json(200, { ...tokens, refresh_token: grants.giveRefreshToken(grant) });
}

/** The access token is the ID token: the plane has nothing else to open. */
async function tokensFor({ person, nonce }: Grant, { local, lifetime }: IssuerParts) {
  const idToken = await local.mintIdToken(person, { nonce, lifetime });
  return { access_token: idToken, id_token: idToken, token_type: 'Bearer' };
}

function revoke({ form }: IssuerRequest, { grants }: IssuerParts): IssuerReply {
  grants.revoke(form.get('token') ?? '');
  return json(200, {});
}
