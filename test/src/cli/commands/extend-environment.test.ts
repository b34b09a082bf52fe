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

    const { code, stdout } = await runIdp(['extend', 'foo', '--ttl', '2d'], api);

    expect(code).toBe(0);
    expect(stdout).toBe(
      'The lease of foo ends 2026-01-03 02:00 UTC (in 2d2h, extended 1×), at most 30d in all.\n',
    );
    expect(api.received[0]?.body).toEqual({ ttl: '2d' });
  });
});
