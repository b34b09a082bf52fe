import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { keptToken } from '../../../../src/cli/auth/kept-token';
import { requireProfile } from '../../../../src/cli/profiles';
import { createLocalIssuer } from '../../../../src/emulators/issuer/local-issuer';
import { type ConfigHome, makeConfigHome, sessionOf } from '../../../support/cli/profiles';

const url = 'https://idp.example.com';
const now = () => Date.parse('2026-01-01T00:00:00.000Z');
const ada = { id: 'ada@example.com', name: 'Ada', roles: [], teams: [] };

/** An issuer that says of itself and answers for tokens whatever a test wants. */
interface ScriptedIssuer {
  url: string;
  discovery: object;
  keys: unknown;
  token: () => object | Promise<object>;
}

let server: Server;
let issuer: ScriptedIssuer;
let home: ConfigHome;

beforeEach(async () => {
  home = makeConfigHome();
  server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/jwks') return [200, issuer.keys];
      if (request.url !== '/token') return [200, issuer.discovery];
      const given = await issuer.token();
      return ['error' in given ? 400 : 200, given];
    };
    void answer().then(([status, body]) =>
      response.writeHead(status as number, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer = {
    url: at,
    discovery: {
      issuer: at,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
    },
    keys: { keys: [] },
    token: () => ({ error: 'invalid_grant' }),
  };
});
afterEach(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

/** What is sent for a profile whose token ends in `seconds`. */
const ask = async (seconds: number) => {
  const session = sessionOf({ issuer: issuer.url, idToken: 'old', expiresAt: now() + seconds * 1_000 });
  home.write('dev', { url, session });
  return keptToken(await requireProfile('dev', home.env), { env: home.env, now });
};

const tokensOf = (idToken: string) => ({ access_token: 'a', token_type: 'Bearer', id_token: idToken });

describe('keptToken', () => {
  it('sends the token while it holds for more than a minute, and asks nobody', async () => {
    expect(await ask(61)).toBe('old');
  });

  it('takes a rotated refresh token over', async () => {
    const local = await createLocalIssuer(issuer.url);
    const fresh = await local.mint(ada, '1h');
    issuer.keys = local.issuer.jwks;
    issuer.token = () => ({ ...tokensOf(fresh), refresh_token: 'rotated' });

    expect(await ask(60)).toBe(fresh);
    expect(home.read('dev').session).toMatchObject({ idToken: fresh, refreshToken: 'rotated' });
  });

  it('uses what another idp was quicker to get, where a refresh token holds once', async () => {
    const newer = sessionOf({ issuer: issuer.url, idToken: 'newer', refreshToken: 'next' });
    issuer.token = () => {
      home.write('dev', { url, session: newer });
      return { error: 'invalid_grant' };
    };

    expect(await ask(0)).toBe('newer');
    expect(home.read('dev').session).toEqual(newer);
  });

  it('believes no token that another key signed, and keeps the session as it was', async () => {
    const local = await createLocalIssuer(issuer.url);
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT({ email: ada.id })
      .setProtectedHeader({ alg: 'ES256', kid: 'local' })
      .setIssuer(issuer.url)
      .setAudience('leasehold')
      .setSubject(ada.id)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    issuer.keys = local.issuer.jwks;
    issuer.token = () => tokensOf(forged);

    await expect(ask(0)).rejects.toMatchObject({ kind: 'broken', facts: { code: 'BadIssuer' } });
    expect(home.read('dev').session?.idToken).toBe('old');
  });

  it('believes no issuer that gives another name', async () => {
    issuer.discovery = { ...issuer.discovery, issuer: 'https://evil.example.com' };

    await expect(ask(0)).rejects.toMatchObject({ kind: 'broken', facts: { code: 'BadIssuer' } });
  });

  it('says that the issuer does not answer, and keeps the session for later', async () => {
    issuer.url = 'http://127.0.0.1:1';

    await expect(ask(0)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('http://127.0.0.1:1 did not respond') as string,
    });
    expect(home.read('dev').session?.refreshToken).toBe('kept-refresh-token');
  });
});
