import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

describe('idp me', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('shows who asks, with roles and teams', async () => {
    api = await startFakeApi({
      'GET /me': {
        kind: 'person',
        id: 'ada@example.com',
        name: 'Ada',
        roles: ['developer', 'approver'],
        teams: [],
      },
    });

    const { code, stdout } = await runIdp(['me'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '  Id     ada@example.com',
      '  Name   Ada',
      '  Kind   person',
      '  Roles  developer, approver',
      '  Teams  none',
      '',
    ]);
  });
});
