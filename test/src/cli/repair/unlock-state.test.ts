import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const lock = {
  ID: 'lock-1',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'ada@laptop',
  Version: '1.11.4',
  Created: '2026-01-01T00:00:00Z',
  Path: 'x',
};

describe('idp unlock', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = await startFakeApi({
      'GET /environments/foo/lock': lock,
      'POST /environments/foo/unlock': views.ready(),
      'GET /environments/free/lock': problem(409, 'StateNotLocked'),
    });
  });

  afterEach(() => api.stop());

  it('shows who holds the lock and breaks it when that is confirmed', async () => {
    const { code, stdout } = await runIdp(['unlock', 'foo'], { ...api, typed: 'unlock\n' });

    expect(code).toBe(0);
    for (const fact of ['lock-1', 'ada@laptop', 'OperationTypeApply']) expect(stdout).toContain(fact);
    expect(stdout).toContain('Type "unlock" to confirm: ');
    expect(api.to('POST /environments/foo/unlock')[0]?.body).toEqual({ lockId: 'lock-1' });
  });

  it('breaks nothing otherwise', async () => {
    expect((await runIdp(['unlock', 'foo'], { ...api, typed: 'yes\n' })).code).toBe(10);
    expect(api.to('POST /environments/foo/unlock')).toEqual([]);
  });

  it('names the lock that was seen, which the control plane checks', async () => {
    await runIdp(['unlock', 'foo', '--lock-id', 'lock-0', '--yes'], api);

    expect(api.to('POST /environments/foo/unlock')[0]?.body).toEqual({ lockId: 'lock-0' });
  });

  it('is a conflict where there is no lock', async () => {
    expect((await runIdp(['unlock', 'free', '--yes'], api)).code).toBe(5);
  });
});
