import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { decodeJwt } from 'jose';
import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { type ConfigHome, makeConfigHome, sessionOf } from '../../../support/cli/profiles';
import { type Around, runIdp } from '../../../support/cli/terminal';
import { startTestIssuer, type TestIssuer } from '../../../support/plane/test-issuer';

const ada = { id: 'ada@example.com', name: 'Ada', roles: ['developer' as const], teams: ['data'] };
const me = { kind: 'person', ...ada };

let issuer: TestIssuer;
let home: ConfigHome;
let api: FakeApi;

beforeAll(async () => {
  issuer = await startTestIssuer(ada);
});
beforeEach(async () => {
  home = makeConfigHome();
  api = await startFakeApi({ 'GET /sign-in': signInAt(), 'GET /me': me });
});
afterEach(() => api.stop());
afterAll(() => issuer.close());

const signInAt = (more: object = {}) => ({
  issuer: issuer.issuer.issuer,
  clientId: 'leasehold',
  scopes: ['openid', 'email'],
  redirectPorts: [],
  ...more,
});

/** What a browser does once it is given the address: the page, its button, and the way back. */
const browse = async (address: string, decision: 'allow' | 'deny') => {
  const page = await (await fetch(address)).text();
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ request, decision, code: await issuer.readCode() });
  const url = new URL('/authorize/decide', address);
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  return answer.headers.get('location') ?? '';
};

/** Runs `idp auth login`, and lets `person` act on the address that it prints. */
const logIn = (person: (address: string) => Promise<unknown>, args: string[] = [], more: Around = {}) =>
  runIdp(['auth', 'login', '--no-browser', '--url', api.url, ...args], {
    env: home.env,
    onSaid: (text) => {
      if (text.startsWith(issuer.issuer.issuer)) void person(text.trim());
    },
    ...more,
  });
const saysYes = async (address: string) => fetch(await browse(address, 'allow'));

describe('idp auth login', () => {
  it('keeps the ID token of who signed in with the browser, for this user alone, and prints none', async () => {
    const { code, stdout, stderr } = await logIn(saysYes);

    const { url, session } = home.read('default');
    expect({ code, stderr, url }).toEqual({ code: 0, stderr: '', url: api.url });
    expect(decodeJwt(session!.idToken)).toMatchObject({ email: ada.id, aud: 'leasehold' });
    expect(home.modeOf('default')).toBe(0o600);
    expect(stdout).toContain(`Signed in to ${api.url} as ada@example.com (developer).`);
    for (const token of [session!.idToken, session!.refreshToken!]) expect(stdout).not.toContain(token);
    expect(api.to('GET /sign-in')[0]?.headers.authorization).toBeUndefined();
    expect(api.to('GET /me')[0]?.headers.authorization).toBe(`Bearer ${session!.idToken}`);
  });

  it('signs in the profile that is named, and speaks as it afterwards', async () => {
    await logIn(saysYes, ['--profile', 'dev']);
    const { code } = await runIdp(['me', '--profile', 'dev'], { env: home.env });

    expect(code).toBe(0);
    expect(api.to('GET /me').at(-1)?.headers.authorization).toBe(
      `Bearer ${home.read('dev').session?.idToken}`,
    );
  });

  it('takes the address that is pasted from another machine', async () => {
    const stdin = new PassThrough();
    const paste = async (address: string) => stdin.write(`${await browse(address, 'allow')}\n`);

    const { code } = await logIn(paste, [], { stdin });

    expect(code).toBe(0);
  });

  it('refuses a pasted address that answers another sign-in, and keeps nothing', async () => {
    const stdin = new PassThrough();

    const { code, stderr } = await logIn(
      async () => stdin.write('http://127.0.0.1:1/callback?code=c&state=other\n'),
      [],
      { stdin },
    );

    expect(code).toBe(3);
    expect(stderr).toContain('its state does not match');
    expect(() => home.read('default')).toThrow('ENOENT');
  });

  it('lets nobody else answer, and goes on waiting', async () => {
    const statuses: number[] = [];

    const { code } = await logIn(async (address) => {
      const callback = new URL(new URL(address).searchParams.get('redirect_uri')!);
      const elsewhere = new URL('/favicon.ico', callback);
      callback.search = '?code=stolen&state=guessed';
      for (const url of [callback, elsewhere]) statuses.push((await fetch(url)).status);
      await saysYes(address);
    });

    expect(statuses).toEqual([400, 404]);
    expect(code).toBe(0);
  });

  it('says what the issuer said when the person refuses', async () => {
    const { code, stderr } = await logIn(async (address) => fetch(await browse(address, 'deny')));

    expect(code).toBe(3);
    expect(stderr).toContain('The person denied the request. (access_denied)');
  });

  it('refuses a code that the issuer did not give', async () => {
    const { code, stderr } = await logIn(async (address) => {
      const answer = new URL(await browse(address, 'allow'));
      answer.searchParams.set('code', 'made-up');
      await fetch(answer);
    });

    expect(code).toBe(3);
    expect(stderr).toContain('(invalid_grant)');
  });

  it('gives up when nobody signs in', async () => {
    const { code, stderr } = await logIn(async () => undefined, ['--timeout', '0.05']);

    expect(code).toBe(6);
    expect(stderr).toContain('The sign-in was not completed within 0.05 seconds.');
  });

  it('stops when it is interrupted', async () => {
    const interruption = new AbortController();

    const { code } = await logIn(async () => interruption.abort(), [], { interrupted: interruption.signal });

    expect(code).toBe(130);
  });

  it('says that somebody has no role, and keeps the sign-in', async () => {
    await api.stop();
    api = await startFakeApi({ 'GET /sign-in': signInAt(), 'GET /me': problem(403, 'Forbidden') });

    const { code, stderr } = await logIn(saysYes);

    expect(code).toBe(3);
    expect(stderr).toContain('but without a role');
    expect(home.read('default').session).not.toBeNull();
  });

  it('speaks to no issuer without encryption', async () => {
    await api.stop();
    api = await startFakeApi({ 'GET /sign-in': signInAt({ issuer: 'http://login.example.com' }) });

    const { code, stderr } = await logIn(saysYes);

    expect(code).toBe(1);
    expect(stderr).toContain('would not be encrypted');
  });

  it('listens on a port that the issuer knows, and says so when all are taken', async () => {
    const taken = await occupy();
    const port = (taken.address() as AddressInfo).port;
    await api.stop();
    api = await startFakeApi({ 'GET /sign-in': signInAt({ redirectPorts: [port] }), 'GET /me': me });

    const refused = await logIn(saysYes);
    await new Promise((resolve) => taken.close(resolve));
    const addresses: string[] = [];
    const free = await logIn(async (address) => {
      addresses.push(new URL(address).searchParams.get('redirect_uri')!);
      await saysYes(address);
    });

    expect([refused.code, free.code]).toEqual([6, 0]);
    expect(refused.stderr).toContain(`The ports ${port} of this machine are all in use.`);
    expect(addresses).toEqual([`http://127.0.0.1:${port}/callback`]);
  });

  it('asks which control plane when none is known', async () => {
    const { code, stderr } = await runIdp(['auth', 'login'], { env: home.env });

    expect(code).toBe(2);
    expect(stderr).toContain('The control plane to sign in to is missing.');
  });
});

describe('a kept token', () => {
  const expired = { expiresAt: 0, idToken: 'old-token' };
  const local = () => ({ issuer: issuer.issuer.issuer });

  it('is made new when it is about to end, and kept', async () => {
    await logIn(saysYes);
    const { session } = home.read('default');
    home.write('default', { url: api.url, session: { ...session!, ...expired } });

    const { code } = await runIdp(['me'], { env: home.env });

    const fresh = home.read('default').session!;
    expect(code).toBe(0);
    expect(decodeJwt(fresh.idToken)).toMatchObject({ email: ada.id });
    expect(fresh.refreshToken).toBe(session!.refreshToken);
    expect(api.to('GET /me').at(-1)?.headers.authorization).toBe(`Bearer ${fresh.idToken}`);
  });

  it.each([
    ['the issuer takes its refresh token no more', { refreshToken: 'unknown' }, 'refused to renew the token'],
    ['there is no refresh token', { refreshToken: null }, 'the token has expired'],
  ])('is no use when %s; that is said, with what to do', async (_when, more, said) => {
    home.write('default', { url: api.url, session: sessionOf({ ...local(), ...expired, ...more }) });

    const { code, stderr } = await runIdp(['me'], { env: home.env });

    expect(code).toBe(3);
    expect(stderr).toContain(said);
    expect(stderr).toContain("'idp auth login --profile default'");
    expect(api.received).toEqual([]);
  });
});

describe('idp auth logout', () => {
  it('forgets the tokens, keeps the address, and lets the issuer forget the refresh token', async () => {
    await logIn(saysYes);
    const { session } = home.read('default');

    const { code, stdout } = await runIdp(['auth', 'logout'], { env: home.env });
    home.write('again', { url: api.url, session: { ...session!, expiresAt: 0 } });
    const later = await runIdp(['me', '--profile', 'again'], { env: home.env });

    expect({ code, stdout }).toEqual({ code: 0, stdout: `Signed out of ${api.url} (profile 'default').\n` });
    expect(home.read('default')).toEqual({ url: api.url, session: null });
    expect(later.stderr).toContain('revoked');
  });

  it('forgets the tokens too when the issuer does not answer, and says what that means', async () => {
    home.write('default', { url: api.url, session: sessionOf({ issuer: 'http://127.0.0.1:1' }) });

    const { code, stderr } = await runIdp(['auth', 'logout'], { env: home.env });

    expect(code).toBe(0);
    expect(stderr).toContain('The refresh token may still be valid');
    expect(home.read('default').session).toBeNull();
  });

  it('names a profile that is not there', async () => {
    const { code, stderr } = await runIdp(['auth', 'logout', '--profile', 'nope'], { env: home.env });

    expect(code).toBe(3);
    expect(stderr).toContain("There is no profile 'nope'.");
  });
});

describe('idp auth status', () => {
  it('shows every profile with who one is there, and why nobody', async () => {
    home.write('default', { url: api.url, session: sessionOf() });
    home.write('gone', { url: api.url, session: null });

    const { code, stdout } = await runIdp(['auth', 'status'], { env: home.env });
    const document = await runIdp(['auth', 'status', '--json', '--profile', 'gone'], { env: home.env });

    expect(code).toBe(0);
    expect(stdout).toMatch(/\* +default .* ada@example.com \(developer\) +in \d+d/);
    expect(stdout).toMatch(/ gone .* you are not signed in/);
    expect(stdout).not.toContain('kept-token');
    expect(document.code).toBe(3);
    expect(JSON.parse(document.stdout)).toMatchObject([
      { profile: 'default', inUse: false, who: { id: ada.id } },
      { profile: 'gone', inUse: true, who: null },
    ]);
  });

  it('says how to begin when there is no profile', async () => {
    const { code, stdout } = await runIdp(['auth', 'status'], { env: home.env });

    expect(code).toBe(3);
    expect(stdout).toContain('idp auth login --url');
  });
});

function occupy(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
