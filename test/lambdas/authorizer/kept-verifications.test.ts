import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createAuthorizer } from '../../../lambdas/authorizer/handler';
import { keepVerifications } from '../../../lambdas/authorizer/kept-verifications';
import { trustIssuers } from '../../../lambdas/authorizer/verify-token';
import { Issuer } from '../../../src/config/hub';
import { silent } from '../../support/plane/http';

const start = Date.parse('2026-03-01T12:00:00Z');
const second = 1_000;
const minute = 60 * second;

/** Only the clock stands still: what is sent and received goes its way. */
beforeEach(() => {
  jest.useFakeTimers({
    now: start,
    doNotFake: [
      ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'] as const),
      ...(['clearImmediate', 'nextTick', 'queueMicrotask', 'performance', 'hrtime'] as const),
    ],
  });
});
afterEach(() => jest.useRealTimers());

const at = (ms: number) => jest.setSystemTime(start + ms);

describe('keepVerifications', () => {
  const verifying = (expiresInMs: number) => {
    const asked: string[] = [];
    const keep = keepVerifications((token) => {
      asked.push(token);
      if (token === 'refused') return Promise.reject(new Error('refused'));
      return Promise.resolve({ result: `actor of ${token}`, expires: (start + expiresInMs) / second });
    });
    return { asked, keep };
  };

  it('verifies a token once a minute', async () => {
    const { asked, keep } = verifying(60 * minute);

    await keep('a');
    at(minute - 1);
    expect(await keep('a')).toBe('actor of a');
    expect(asked).toEqual(['a']);
    at(minute);
    await keep('a');

    expect(asked).toEqual(['a', 'a']);
  });

  it('verifies again what has ended, though not a minute has passed', async () => {
    const { asked, keep } = verifying(20 * second);

    await keep('a');
    at(20 * second);
    await keep('a');

    expect(asked).toEqual(['a', 'a']);
  });

  it('keeps no refusal', async () => {
    const { asked, keep } = verifying(60 * minute);

    await expect(keep('refused')).rejects.toThrow('refused');
    await expect(keep('refused')).rejects.toThrow('refused');

    expect(asked).toEqual(['refused', 'refused']);
  });

  it('keeps a thousand at most, and forgets the oldest first', async () => {
    const { asked, keep } = verifying(60 * minute);
    for (let nth = 0; nth <= 1_000; nth++) await keep(`${nth}`);
    asked.length = 0;

    await keep('1000');
    await keep('1');
    await keep('0');

    expect(asked).toEqual(['0']);
  });
});

describe('createAuthorizer, with an issuer whose keys are fetched', () => {
  let pair: { publicKey: CryptoKey; privateKey: CryptoKey };
  let server: Server;
  let keys: object[];
  let fetches: number;
  let authorize: ReturnType<typeof createAuthorizer>;

  beforeEach(async () => {
    pair = await generateKeyPair('ES256');
    keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'ours', alg: 'ES256' }];
    fetches = 0;
    server = createServer((_, response) => {
      fetches += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const issuer = Issuer.parse({
      name: 'corp',
      issuer: url,
      audience: 'leasehold',
      kind: 'person',
      jwksUri,
    });
    const trusted = trustIssuers([issuer]);
    authorize = createAuthorizer(() => trusted, silent());
  });
  afterEach(() => void server.close());

  const url = 'https://login.example.com';
  const sign = (expiresInMs: number) =>
    new SignJWT({
      email: 'ann@example.com',
      email_verified: true,
      exp: Math.floor((start + expiresInMs) / second),
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'ours' })
      .setIssuer(url)
      .setAudience('leasehold')
      .sign(pair.privateKey);
  const ask = async (token: string) =>
    (await authorize({ headers: { authorization: `Bearer ${token}` } })).context;

  it('refuses a withdrawn key within two minutes', async () => {
    const [known, other] = [await sign(60 * minute), await sign(61 * minute)];
    await ask(other);
    at(59 * second);
    await ask(known);
    keys = [];

    at(minute + 58 * second);
    expect((await ask(known)).actor).toContain('ann@example.com');
    expect((await ask(other)).actor).toBeUndefined();
    at(2 * minute);

    expect((await ask(known)).reason).toBe('the token is signed with a key that its issuer does not publish');
  });

  it('fetches the keys anew every minute', async () => {
    await ask(await sign(60 * minute));
    at(59 * second);
    await ask(await sign(61 * minute));
    expect(fetches).toBe(1);
    at(61 * second);
    await ask(await sign(62 * minute));

    expect(fetches).toBe(2);
  });

  it('refuses a token that has ended, though it was let in a moment ago', async () => {
    const token = await sign(20 * second);
    expect((await ask(token)).actor).toContain('ann@example.com');

    at(51 * second);

    expect((await ask(token)).reason).toBe('the token has expired; sign in again');
  });
});
