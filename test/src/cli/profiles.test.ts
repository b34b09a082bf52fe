import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConnection } from '../../../src/cli/connection';
import { views } from '../../support/builders/views';
import { ada, estimate } from '../../support/cli/estimates';
import { type FakeApi, problem, startFakeApi } from '../../support/cli/fake-api';
import { type ConfigHome, makeConfigHome, sessionOf } from '../../support/cli/profiles';
import { runIdp } from '../../support/cli/terminal';
import { type RefreshingIssuer, startRefreshingIssuer } from '../../support/cli/refreshing-issuer';
import type { Session } from '../../../src/cli/profiles';

let issuer: RefreshingIssuer;
let home: ConfigHome;
let api: FakeApi;

beforeEach(async () => {
  issuer = await startRefreshingIssuer();
  home = makeConfigHome();
  api = await startFakeApi({ 'GET /me': ada });
});
afterEach(() => Promise.all([api.stop(), issuer.stop()]));

/** A session that the issuer makes new. */
const renewable = (more: Partial<Session>) => sessionOf({ issuer: issuer.url, ...more });

describe('a broken profile', () => {
  const breakages: [string, () => void][] = [
    ['is no JSON', () => home.write('bad', '{')],
    ['is of another kind', () => home.write('bad', [1])],
    ['can be read by others', () => home.write('bad', { url: 'https://x.example', session: null }, 0o644)],
    ['is a folder', () => mkdirSync(home.file('bad'), { recursive: true })],
    ['has a name that is none', () => home.write('b.a.d', { url: 'https://x.example', session: null })],
  ];

  it.each(breakages)('that %s breaks itself only', async (_how, breakIt) => {
    home.write('good', { url: api.url, session: sessionOf() });
    breakIt();

    const byAddress = await runIdp(['me', '--url', api.url], { env: home.env });
    const all = await runIdp(['auth', 'status', '--profile', 'good', '--json'], { env: home.env });

    expect(byAddress).toMatchObject({ code: 0 });
    expect(all.code).toBe(0);
    const standings = JSON.parse(all.stdout) as {
      profile: string;
      who: object | null;
      problem: string | null;
    }[];
    expect(standings.find(({ profile }) => profile === 'good')).toMatchObject({ problem: null });
    expect(standings.find(({ profile }) => profile !== 'good')).toMatchObject({
      who: null,
      problem: expect.stringMatching(/./),
    });
  });
});

describe('a home that cannot be written', () => {
  /** Where a file stands no folder can be made, whoever asks. */
  const unwritable = () => {
    const file = join(mkdtempSync(join(tmpdir(), 'leasehold-config-')), 'file');
    writeFileSync(file, '');
    return { XDG_CONFIG_HOME: file };
  };

  it.each([
    ['a file stands there', unwritable],
    ['no folder can be made', () => ({ XDG_CONFIG_HOME: '/dev/null/config' })],
    ['its home is no folder', () => ({ HOME: '/dev/null' })],
  ])('is found before anybody is asked to sign in: %s', async (_why, env) => {
    const { code, stderr } = await runIdp(['auth', 'login', '--url', api.url], { env: env() });

    expect(code).toBe(2);
    expect(stderr).toMatch(/^Error: The profile .* cannot be written: /);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(api.received).toEqual([]);
  });

  /** A folder in the place of the draft stops every write of this process, even of root. */
  const blockWrites = (profile: string) =>
    mkdirSync(`${home.file(profile)}.${process.pid}.tmp`, { recursive: true });

  it('lets a token that was renewed be used, with one warning', async () => {
    home.write('default', { url: api.url, session: renewable({ expiresAt: 0 }) });
    blockWrites('default');

    const { code, stderr } = await runIdp(['me'], { env: home.env });

    expect(code).toBe(0);
    expect(stderr.match(/is used for this command only/g)).toHaveLength(1);
    expect(api.received[0]?.headers.authorization).toBe(`Bearer ${issuer.given[0]}`);
  });

  it('stops a sign-out in one line', async () => {
    home.write('default', { url: api.url, session: sessionOf() });
    blockWrites('default');

    const { code, stderr } = await runIdp(['auth', 'logout'], { env: home.env });

    expect(code).toBe(2);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe('a token of a profile', () => {
  it('that is refused is renewed once, and the request is sent again', async () => {
    await api.stop();
    api = await startFakeApi({ 'GET /me': [problem(401, 'Unauthenticated'), ada] });
    home.write('default', { url: api.url, session: renewable({ idToken: 'refused' }) });

    const { code } = await runIdp(['me'], { env: home.env });

    const [first, second, ...more] = api.received.map(({ headers }) => headers.authorization);
    expect([code, first, more]).toEqual([0, 'Bearer refused', []]);
    expect(second).toBe(`Bearer ${home.read('default').session?.idToken}`);
  });

  it('is renewed once for requests that go on at the same time, and once where no file keeps it', async () => {
    await api.stop();
    api = await startFakeApi({
      'GET /me': ada,
      'POST /estimates': estimate,
      'POST /environments': views.planning(),
    });
    home.write('default', { url: api.url, session: renewable({ expiresAt: 0 }) });
    mkdirSync(`${home.file('default')}.${process.pid}.tmp`, { recursive: true });

    const { code } = await runIdp(['create', '-t', 'x', '-n', 'foo', '--yes', '--no-wait'], {
      env: home.env,
    });

    expect([code, issuer.given.length]).toEqual([0, 1]);
  });

  it('that is refused again is not sent a third time', async () => {
    await api.stop();
    api = await startFakeApi({ 'GET /me': problem(401, 'Unauthenticated') });
    home.write('default', { url: api.url, session: renewable({ idToken: 'refused' }) });

    const { code } = await runIdp(['me'], { env: home.env });

    expect(code).toBe(3);
    expect(api.received).toHaveLength(2);
  });

  it('is asked for with each request, so that another one counts from then on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-'));
    home.write('default', { url: api.url, session: sessionOf({ idToken: 'first' }) });
    const where = { cwd: folder, env: home.env, now: () => 0 };
    const before = await findConnection(where);
    home.write('default', { url: api.url, session: sessionOf({ idToken: 'second' }) });

    expect([before.token, (await findConnection(where)).token]).toEqual(['first', 'second']);
  });

  it('that cannot be made new keeps nobody from learning that the clock is wrong', async () => {
    await api.stop();
    api = await startFakeApi({ 'GET /health': { at: '2026-01-01T03:00:00.000Z', templates: 1 } });
    home.write('default', {
      url: api.url,
      session: sessionOf({ expiresAt: 0, issuer: 'http://127.0.0.1:9' }),
    });

    const { code, stdout } = await runIdp(['doctor'], { env: home.env });

    expect(code).toBe(1);
    expect(stdout).toMatch(/failed +clock +the control plane's clock is 3h ahead of yours/);
    expect(stdout).toMatch(/failed +token /);
  });
});

describe('an address', () => {
  const onPlane = (write: (url: string) => string) => {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-'));
    mkdirSync(join(folder, '.leasehold'));
    const plane = { url: api.url, token: 'plane-token', pid: process.pid };
    writeFileSync(join(folder, '.leasehold', 'local.json'), JSON.stringify(plane), { mode: 0o600 });
    return runIdp(['me', '--url', write(api.url)], { cwd: folder });
  };

  it.each([
    ['localhost', (url: string) => url.replace('127.0.0.1', 'localhost')],
    ['[::1]', (url: string) => url.replace('127.0.0.1', '[::1]')],
    ['capitals', (url: string) => url.replace('http:', 'HTTP:')],
    ['slashes at the end', (url: string) => `${url}//`],
    ['blanks around it', (url: string) => ` ${url} `],
    ['another way to write 127.0.0.1', (url: string) => url.replace('127.0.0.1', '127.1')],
  ])('is the local plane as well with %s', async (_how, write) => {
    const { code } = await onPlane(write);

    expect(code).toBe(0);
    expect(api.received[0]?.headers.authorization).toBe('Bearer plane-token');
  });

  it.each([
    ['another port', (url: string) => url.replace(/\d+$/, '9')],
    ['a path', (url: string) => `${url}/other`],
  ])('is another one with %s, which gets no token of it', async (_how, write) => {
    const { code, stderr } = await onPlane(write);

    expect(code).toBe(3);
    expect(stderr).toContain('There is no token for');
    expect(api.received).toEqual([]);
  });

  it.each(['?x=1', '#x', '/?'])('has no %s', async (end) => {
    expect((await onPlane((url) => url + (end === '/?' ? '/?a=b' : end))).code).toBe(2);
  });

  it('holds no password', async () => {
    const { code, stderr } = await onPlane((url) => url.replace('//', '//ada:pw@'));

    expect([code, stderr.includes('pw@')]).toEqual([2, false]);
  });
});
