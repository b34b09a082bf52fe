import { planDigest } from '../../../support/builders/births';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

describe('idp reject', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('says no to the plan that waits, and that nothing was built', async () => {
    api = await startFakeApi({
      'GET /environments/foo': views.waiting(),
      'POST /environments/foo/reject': views.neverBuilt(),
    });

    const { code, stdout } = await runIdp(['reject', 'foo', '--reason', 'too dear'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('The plan is rejected; foo is destroyed\n');
    expect(stdout).toContain('nothing was built');
    expect(api.to('POST /environments/foo/reject')[0]?.body).toEqual({ planDigest, reason: 'too dear' });
  });
});
