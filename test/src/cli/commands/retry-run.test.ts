import { type FakeApi, startFakeApi } from '../../../support/fake-api';
import { runIdp } from '../../../support/terminal';
import { evidenceOf, lifeOf, views } from '../../../support/views';

describe('idp retry', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('follows a provision that is tried again', async () => {
    api = await startFakeApi({
      'POST /environments/foo/retry': views.planning(),
      'GET /environments/foo': views.ready(),
      'GET /environments/foo/outputs': {},
    });

    const { code, stdout } = await runIdp(['retry', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('foo is ready\n');
  });

  it('follows a destroy that is tried again, to its receipt', async () => {
    const end = views.destroyed();
    api = await startFakeApi({
      'POST /environments/foo/retry': views.destroying(),
      'GET /environments/foo': end,
      [`GET /lives/${end.id}`]: lifeOf(end, evidenceOf(end)),
    });

    const { code, stdout } = await runIdp(['retry', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('Receipt of foo');
  });
});
