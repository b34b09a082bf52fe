import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { evidenceOf, lifeOf, views } from '../../../support/builders/views';

describe('idp life', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('shows an ended life with its receipt', async () => {
    const view = views.destroyed();
    api = await startFakeApi({ [`GET /lives/${view.id}`]: lifeOf(view, evidenceOf(view)) });

    const { code, stdout } = await runIdp(['life', view.id], api);

    expect(code).toBe(0);
    expect(stdout).toContain('  Status    destroyed\n');
    expect(stdout).toContain('  Lease     2h, ended 2026-01-01 00:00 UTC\n');
    expect(stdout).toContain('  Result           nothing is left\n');
  });
});
