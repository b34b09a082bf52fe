import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { evidenceOf, lifeOf, views } from '../../../support/builders/views';

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

  it.each([
    [['--wait'], 'foo is ready\n'],
    [[], 'foo is ready\n'],
    [['--no-wait'], 'idp status foo --watch'],
  ])('waits unless it is told not to: %j', async (flags, says) => {
    api = await startFakeApi({
      'POST /environments/foo/retry': views.planning(),
      'GET /environments/foo': views.ready(),
      'GET /environments/foo/outputs': {},
    });

    const { code, stdout } = await runIdp(['retry', 'foo', ...flags], api);

    expect(code).toBe(0);
    expect(stdout).toContain(says);
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
