import { after, by, ready } from '../../../support/builders/lives';
import { toView } from '../../../../src/domain/environment/view';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

describe('idp extend', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('says when the longer lease ends', async () => {
    const extended = toView(after(ready(), [{ type: 'extend', ttl: '2d', by }]));
    api = await startFakeApi({ 'POST /environments/foo/extend': extended });

    const { code, stdout } = await runIdp(['extend', 'foo', '--by', '2d'], api);

    expect(code).toBe(0);
    expect(stdout).toBe(
      'The lease of foo ends 2026-01-03 02:00 UTC (in 2d2h, extended 1×), at most 30d in total.\n',
    );
    expect(api.received[0]?.body).toEqual({ ttl: '2d' });
  });

  it('takes the former name of the flag as well', async () => {
    const extended = toView(after(ready(), [{ type: 'extend', ttl: '2d', by }]));
    api = await startFakeApi({ 'POST /environments/foo/extend': extended });

    expect(await runIdp(['extend', 'foo', '--ttl', '2d'], api)).toMatchObject({ code: 0 });
    expect(api.received[0]?.body).toEqual({ ttl: '2d' });
  });

  it('shows one name in its help, which is not that of the length of a lease', async () => {
    api = await startFakeApi({});

    const { stdout } = await runIdp(['extend', '--help'], api);

    expect(stdout).toContain('--by <time>');
    expect(stdout).not.toContain('--ttl');
  });

  it.each([
    ['no time', [], 'The time to add is missing.'],
    ['both names', ['--by', '1d', '--ttl', '2d'], 'cannot be used with'],
  ])('refuses %s', async (_what, flags, says) => {
    api = await startFakeApi({});

    const { code, stderr } = await runIdp(['extend', 'foo', ...flags], api);

    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(api.received).toEqual([]);
  });
});
