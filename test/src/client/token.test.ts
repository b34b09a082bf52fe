import { ada } from '../../support/cli/estimates';
import { type FakeApi, problem, startFakeApi } from '../../support/cli/fake-api';
import { makeConfigHome, sessionOf } from '../../support/cli/profiles';
import { runIdp } from '../../support/cli/terminal';

const secret = 's3cr3t-abcdef';
const unfit = [
  [`${secret}\nxyz`, 'a line break'],
  [`${secret}\r\n`, 'a line break'],
  [`Bearer ${secret}`, 'a blank'],
  [`${secret}\u0001`, 'a control character'],
  [`\u201c${secret}\u201d`, 'a character that is not ASCII'],
  [`${secret}é`, 'a character that is not ASCII'],
  [`${secret}\u{1f511}`, 'a character that is not ASCII'],
] as const;

describe('a token that no header may hold', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = await startFakeApi({ 'GET /me': ada, 'GET /health': { at: '2026-01-01T00:00:00Z', templates: 1 } });
  });
  afterEach(() => api.stop());

  it.each(unfit)('is refused at once, and nothing of %j is shown', async (token, what) => {
    for (const argv of [['me'], ['me', '--json'], ['doctor'], ['list', '--json']]) {
      const { code, stdout, stderr, pauses } = await runIdp(argv, { ...api, env: { IDP_TOKEN: token } });

      expect([argv, code, pauses]).toEqual([argv, 3, []]);
      expect(stdout + stderr).toContain(`The token of IDP_TOKEN contains ${what}`);
      expect(stdout + stderr).not.toContain(secret);
    }
    expect(api.to('GET /me')).toEqual([]);
  });

  it.each(unfit)('is refused in a profile too: %j', async (token) => {
    const home = makeConfigHome();
    home.write('default', { url: api.url, session: sessionOf({ idToken: token }) });

    const { code, stdout, stderr, pauses } = await runIdp(['me'], { env: home.env });

    expect([code, pauses]).toEqual([3, []]);
    expect(stderr).toContain('The token of the profile default contains');
    expect(stdout + stderr).not.toContain(secret);
  });
});

describe('a token that is refused', () => {
  it('is sent once where there is no other', async () => {
    const api = await startFakeApi({ 'GET /me': problem(401, 'Unauthenticated') });

    const { code } = await runIdp(['me'], api);
    await api.stop();

    expect(code).toBe(3);
    expect(api.received).toHaveLength(1);
  });
});
