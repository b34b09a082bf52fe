import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { startTestIssuer, type TestIssuer } from '../../../support/plane/test-issuer';

const ada = { id: 'ada@example.com', name: 'Ada <3', roles: ['developer' as const], teams: ['data'] };
const redirectUri = 'http://127.0.0.1:8976/callback';

let issuer: TestIssuer;
let client: oidc.Configuration;
const url = () => issuer.issuer.issuer;

beforeAll(async () => {
  issuer = await startTestIssuer(ada);
  client = await oidc.discovery(new URL(url()), 'leasehold', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  });
});
afterAll(() => issuer.close());

/** What a client keeps to itself while somebody signs in. */
const secrets = () => ({
  pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
  expectedState: oidc.randomState(),
  expectedNonce: oidc.randomNonce(),
});

const wish = async (kept: ReturnType<typeof secrets>, more: Record<string, string> = {}) =>
  oidc.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await oidc.calculatePKCECodeChallenge(kept.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: kept.expectedState,
    nonce: kept.expectedNonce,
    ...more,
  });

const get = (address: URL | string) => fetch(address, { redirect: 'manual' });
const post = (path: string, form: Record<string, string>) =>
  fetch(url() + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const pageRequest = (page: string) => /name="request" value="([^"]+)"/.exec(page)?.[1] ?? '';

/** Opens the page and presses a button of it; the address that the browser is sent to. */
const press = async (address: URL, decision: 'allow' | 'deny') => {
  const page = await (await get(address)).text();
  const form = { request: pageRequest(page), decision, code: await issuer.readCode() };
  const answer = await post('/authorize/decide', form);
  return new URL(answer.headers.get('location') ?? '');
};

const signIn = async () => {
  const kept = secrets();
  const answer = await press(await wish(kept), 'allow');
  return { kept, answer, tokens: await oidc.authorizationCodeGrant(client, answer, kept) };
};

describe('the issuer of the local plane', () => {
  it('signs the person of this machine in for a client that it has never seen the secret of', async () => {
    const { tokens } = await signIn();

    const keys = createLocalJWKSet(issuer.issuer.jwks);
    const { payload } = await jwtVerify(tokens.id_token!, keys, { issuer: url(), audience: 'leasehold' });
    expect(payload).toMatchObject({ email: ada.id, roles: ['developer'], teams: ['data'] });
    expect(payload.exp! - payload.iat!).toBe(3_600);
  });

  it('shows who one will be before anybody is signed in, and lets no other page frame it', async () => {
    const answer = await get(await wish(secrets()));

    expect(await answer.text()).toContain('Sign in as Ada &#60;3');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('gives new tokens for a refresh token until that is revoked', async () => {
    const { tokens } = await signIn();

    const fresh = await oidc.refreshTokenGrant(client, tokens.refresh_token!);
    await oidc.tokenRevocation(client, tokens.refresh_token!);

    expect(decodeJwt(fresh.id_token!)).toMatchObject({ email: ada.id, aud: 'leasehold' });
    await expect(oidc.refreshTokenGrant(client, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('takes a code once', async () => {
    const { kept, answer } = await signIn();

    await expect(oidc.authorizationCodeGrant(client, answer, kept)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('takes a code from nobody but the one who asked for it, and for the address it went to', async () => {
    const redeem = async (more: Record<string, string>) => {
      const kept = secrets();
      const code = (await press(await wish(kept), 'allow')).searchParams.get('code') ?? '';
      const form = {
        grant_type: 'authorization_code',
        client_id: 'leasehold',
        redirect_uri: redirectUri,
        code,
        code_verifier: kept.pkceCodeVerifier,
        ...more,
      };
      const answer = await post('/token', form);
      return [answer.status, ((await answer.json()) as { error?: string }).error];
    };

    expect(await redeem({})).toEqual([200, undefined]);
    expect(await redeem({ code_verifier: oidc.randomPKCECodeVerifier() })).toEqual([400, 'invalid_grant']);
    expect(await redeem({ redirect_uri: 'http://127.0.0.1:9/callback' })).toEqual([400, 'invalid_grant']);
    expect(await redeem({ client_id: 'other' })).toEqual([400, 'invalid_client']);
    expect(await redeem({ grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
  });

  it('says to the client that the person said no', async () => {
    const kept = secrets();

    const answer = await press(await wish(kept), 'deny');

    expect(Object.fromEntries(answer.searchParams)).toMatchObject({
      error: 'access_denied',
      state: kept.expectedState,
      iss: url(),
    });
  });

  it('takes a decision of one page once', async () => {
    const page = await (await get(await wish(secrets()))).text();
    const form = { request: pageRequest(page), decision: 'allow', code: await issuer.readCode() };

    const statuses = [await post('/authorize/decide', form), await post('/authorize/decide', form)];

    expect(statuses.map(({ status }) => status)).toEqual([303, 400]);
  });

  it('signs nobody in without the code, and asks again', async () => {
    const page = await (await get(await wish(secrets()))).text();

    const answer = await post('/authorize/decide', { request: pageRequest(page), decision: 'allow' });
    const again = await answer.text();

    expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
    expect(again).toContain('The code is wrong');
    const form = { request: pageRequest(again), decision: 'allow', code: await issuer.readCode() };
    expect((await post('/authorize/decide', form)).status).toBe(303);
  });

  it('takes the code of a file that only its user may read, once', async () => {
    const code = await issuer.readCode();
    const decide = async () => {
      const page = await (await get(await wish(secrets()))).text();
      return (await post('/authorize/decide', { request: pageRequest(page), decision: 'allow', code }))
        .status;
    };

    expect([await decide(), await decide()]).toEqual([303, 200]);
    expect(await issuer.readCode()).not.toBe(code);
  });

  it.each([
    ['a page elsewhere', { origin: 'https://evil.example.com' }],
    ['a page that hides where it is from', { origin: 'null' }],
  ])('takes no decision of %s', async (_what, headers) => {
    const page = await (await get(await wish(secrets()))).text();
    const body = new URLSearchParams({ request: pageRequest(page), decision: 'deny' });

    const answer = await fetch(`${url()}/authorize/decide`, { method: 'POST', body, headers });

    expect(answer.status).toBe(403);
  });

  it.each([
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
    ['a challenge in plain text', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
    ['no identity', { scope: 'email' }, 'invalid_scope'],
  ])('tells the client that %s is refused', async (_what, more, error) => {
    const answer = await get(await wish(secrets(), more));

    expect(new URL(answer.headers.get('location')!).searchParams.get('error')).toBe(error);
  });

  it.each([
    'https://evil.example.com/callback',
    'http://evil.example.com:8976/callback',
    'http://localhost:8976/callback',
    'http://127.0.0.1@evil.example.com:8976/',
    'http://eve@127.0.0.1:8976/',
    'http://127.0.0.1:8976/#fragment',
    'javascript:alert(1)',
    'nonsense',
    '',
  ])('sends nobody to %s', async (address) => {
    const answer = await get(await wish(secrets(), { redirect_uri: address }));

    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('signs nobody in for another client, and has nothing elsewhere', async () => {
    const answer = await get(await wish(secrets(), { client_id: 'other' }));

    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect((await get(`${url()}/elsewhere`)).status).toBe(404);
  });

  describe('with several people', () => {
    const bob = { id: 'bob@example.com', name: 'Bob', roles: ['approver' as const], teams: ['shop'] };
    let several: TestIssuer;
    beforeAll(async () => {
      several = await startTestIssuer(ada, bob);
    });
    afterAll(() => several.close());

    const decideAs = async (person?: string) => {
      const kept = secrets();
      const address = await wish(kept);
      const there = new URL(address.pathname + address.search, several.issuer.issuer);
      const page = await (await get(there)).text();
      const form = {
        request: pageRequest(page),
        decision: 'allow',
        code: await several.readCode(),
        ...(person !== undefined && { person }),
      };
      const body = new URLSearchParams(form);
      const decide = new URL('/authorize/decide', several.issuer.issuer);
      return { page, answer: await fetch(decide, { method: 'POST', body, redirect: 'manual' }), kept };
    };

    it('asks which of them one is, and signs in that one', async () => {
      const { page, answer, kept } = await decideAs(bob.id);

      for (const text of ['Ada &#60;3', 'ada@example.com', 'Bob', 'approver in shop'])
        expect(page).toContain(text);
      const token = await fetch(new URL('/token', several.issuer.issuer), {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: 'leasehold',
          redirect_uri: redirectUri,
          code: new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '',
          code_verifier: kept.pkceCodeVerifier,
        }),
      });
      expect(decodeJwt(((await token.json()) as { id_token: string }).id_token)).toMatchObject({
        email: bob.id,
        roles: ['approver'],
      });
    });

    it.each([undefined, '', 'eve@example.com'])('signs nobody in as %j, and asks again', async (person) => {
      const { answer } = await decideAs(person);

      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Choose who you are.');
    });
  });
});
