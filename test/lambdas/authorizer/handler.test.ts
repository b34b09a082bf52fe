import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createAuthorizer } from '../../../lambdas/authorizer/handler';
import { trustIssuers } from '../../../lambdas/authorizer/verify-token';
import { Issuer } from '../../../src/config/hub';
import { recordingLog, silent } from '../../support/plane/http';

const url = 'https://login.example.com';
const now = () => Math.floor(Date.now() / 1000);

let ours: { publicKey: CryptoKey; privateKey: CryptoKey };
let theirs: typeof ours;
let issuer: Issuer;

beforeAll(async () => {
  ours = await generateKeyPair('ES256');
  theirs = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'ours', alg: 'ES256' }] };
  issuer = Issuer.parse({ name: 'corp', issuer: url, audience: 'leasehold', kind: 'person', jwks });
});

const valid = () => ({
  iss: url,
  aud: 'leasehold',
  email: 'ann@example.com',
  email_verified: true,
  roles: ['developer'],
  exp: now() + 60,
});
const sign = (claims: object, { kid = 'ours', key = ours.privateKey } = {}) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
const ask = (authorization: string | undefined, issuers = [issuer]) => {
  const authorize = createAuthorizer(() => trustIssuers(issuers), silent());
  return authorize({ headers: authorization === undefined ? {} : { authorization } });
};

describe('createAuthorizer', () => {
  it('passes on who asks', async () => {
    const { isAuthorized, context } = await ask(`Bearer ${await sign(valid())}`);

    expect(isAuthorized).toBe(true);
    expect(JSON.parse(context.actor!)).toEqual({
      kind: 'person',
      id: 'corp:ann@example.com',
      name: 'ann@example.com',
      roles: ['developer'],
      teams: [],
    });
  });

  it('knows the scheme in any case, and an issuer among several by its audience', async () => {
    const other = { ...issuer, audience: 'console' };

    const { context } = await ask(`bearer ${await sign({ ...valid(), aud: ['x', 'console'] })}`, [
      issuer,
      other,
    ]);

    expect(context.actor).toContain('ann@example.com');
  });

  it('forgives clocks that are half a minute apart', async () => {
    const { context } = await ask(`Bearer ${await sign({ ...valid(), exp: now() - 20, nbf: now() + 20 })}`);

    expect(context.actor).toBeDefined();
  });

  it.each<[string, () => Promise<string | undefined> | string | undefined, string]>([
    ['no token', () => undefined, 'no token was sent; sign in'],
    ['another scheme', () => 'Basic YW5uOnB3', 'no token was sent; sign in'],
    ['no JWT', () => 'Bearer not-a-token', 'the token is not a JSON Web Token'],
    [
      'half a JWT',
      async () => `Bearer ${(await sign(valid())).slice(0, 40)}`,
      'the token is not a JSON Web Token',
    ],
    [
      'an expired token',
      async () => `Bearer ${await sign({ ...valid(), exp: now() - 60 })}`,
      'the token has expired; sign in again',
    ],
    [
      'a token for later',
      async () => `Bearer ${await sign({ ...valid(), nbf: now() + 60 })}`,
      'the token is not valid yet',
    ],
    [
      'a token without an end',
      async () => `Bearer ${await sign({ ...valid(), exp: undefined })}`,
      "the token has no claim 'exp'",
    ],
    [
      'another audience',
      async () => `Bearer ${await sign({ ...valid(), aud: 'other' })}`,
      'the token is for another audience',
    ],
    [
      'no audience',
      async () => `Bearer ${await sign({ ...valid(), aud: undefined })}`,
      "the token has no claim 'aud'",
    ],
    [
      'another issuer',
      async () => `Bearer ${await sign({ ...valid(), iss: 'https://evil.example.com' })}`,
      'the issuer of the token is not trusted by this control plane',
    ],
    [
      'no issuer',
      async () => `Bearer ${await sign({ ...valid(), iss: undefined })}`,
      'the issuer of the token is not trusted by this control plane',
    ],
    [
      'no signature (alg: none)',
      () => `Bearer ${new UnsecuredJWT(valid()).encode()}`,
      'the token is not signed in an accepted way',
    ],
    [
      'our public key taken for a shared secret (HS256)',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(ours.publicKey));
        const token = new SignJWT(valid()).setProtectedHeader({ alg: 'HS256', kid: 'ours' });
        return `Bearer ${await token.sign(secret)}`;
      },
      'the token is not signed in an accepted way',
    ],
    [
      'a key nobody knows',
      async () => `Bearer ${await sign(valid(), { kid: 'theirs', key: theirs.privateKey })}`,
      'the token is signed with a key that its issuer does not publish',
    ],
    [
      "another key under our key's name",
      async () => `Bearer ${await sign(valid(), { key: theirs.privateKey })}`,
      'the signature of the token is wrong',
    ],
    [
      'claims changed after signing',
      async () => {
        const [head, , signature] = (await sign(valid())).split('.');
        const claims = Buffer.from(JSON.stringify({ ...valid(), roles: ['admin'] })).toString('base64url');
        return `Bearer ${head}.${claims}.${signature}`;
      },
      'the signature of the token is wrong',
    ],
    [
      'claims that name nobody',
      async () => `Bearer ${await sign({ ...valid(), email: undefined })}`,
      "the token has no claim 'email'",
    ],
  ])('says why it knows nobody by %s, without quoting it', async (_, header, reason) => {
    const sent = await header();

    const reply = await ask(sent);

    expect(reply).toEqual({ isAuthorized: true, context: { reason, code: 'Unauthenticated' } });
    for (const part of (sent ?? '').split(/[. ]/).filter((word) => word.length > 8))
      expect(JSON.stringify(reply)).not.toContain(part);
  });
});

describe('createAuthorizer with keys of a server', () => {
  let server: Server;
  let fetched = 0;
  let answer: () => { status: number; body: string };

  beforeAll(async () => {
    server = createServer((_request, response) => {
      fetched++;
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    fetched = 0;
    answer = () => ({ status: 200, body: JSON.stringify(issuer.jwks) });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const remote = (): Issuer => {
    const { jwks: _, ...rest } = issuer;
    return { ...rest, jwksUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` };
  };

  it('fetches them once and decides anew each time', async () => {
    const trusted = trustIssuers([remote()]);
    const authorize = createAuthorizer(() => trusted, silent());
    const good = `Bearer ${await sign(valid())}`;
    const expired = `Bearer ${await sign({ ...valid(), exp: now() - 60 })}`;

    const first = await authorize({ headers: { authorization: good } });
    const second = await authorize({ headers: { authorization: expired } });
    const third = await authorize({ headers: { authorization: good } });

    expect([first, second, third].map(({ context }) => 'actor' in context)).toEqual([true, false, true]);
    expect(fetched).toBe(1);
  });

  it('names the request, and nothing of the token, when it logs that an issuer does not answer', async () => {
    answer = () => ({ status: 500, body: '' });
    const { log, lines } = recordingLog();
    const token = await sign(valid());

    await createAuthorizer(
      () => trustIssuers([remote()]),
      log,
    )({
      headers: { authorization: `Bearer ${token}` },
      requestContext: { requestId: 'request-1' },
    });

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ level: 'ERROR', request: 'request-1' }),
    ]);
    expect(lines.join()).not.toContain(token);
  });

  it.each([
    ['fails', () => ({ status: 500, body: '' })],
    ['answers nonsense', () => ({ status: 200, body: '{"keys":7}' })],
  ])('does not blame the token when the server %s', async (_, broken) => {
    answer = broken;

    const { context } = await ask(`Bearer ${await sign(valid())}`, [remote()]);

    expect(context).toMatchObject({ code: 'Unreachable' });
  });
});

describe('trustIssuers', () => {
  it('refuses an issuer without keys before any token comes', () => {
    const { jwks: _, ...rest } = issuer;

    expect(() => trustIssuers([rest])).toThrow(expect.objectContaining({ code: 'Misconfigured' }));
  });
});
