import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

describe('idp quotas', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  const answering = async (quotas: object[]) => {
    api = await startFakeApi({ 'GET /summary': { at: '2026-01-01T00:00:00.000Z', quotas } });
    return runIdp(['quotas'], api);
  };

  it('shows what is used of what the caller and their teams may have', async () => {
    const { code, stdout } = await answering([
      { holder: 'owner', name: 'ada@example.com', environments: { limit: 3, used: 3 } },
      {
        holder: 'team',
        name: 'data',
        environments: { limit: 9, used: 4 },
        hourly: { limit: 2, used: 0.4535 },
      },
    ]);

    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['OF', 'NAME', 'ENVIRONMENTS', 'COST/H'],
      ['owner', 'ada@example.com', '3 of 3', 'no limit'],
      ['team', 'data', '4 of 9', '$0.4535 of $2.00'],
    ]);
  });

  it('shows what the month has cost of its budget where somebody has one', async () => {
    const { stdout } = await answering([
      { holder: 'owner', name: 'ada@example.com', environments: { limit: 3, used: 3 } },
      { holder: 'team', name: 'data', budget: { month: '2026-01', limit: 1500, used: 37.5 } },
    ]);

    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['OF', 'NAME', 'ENVIRONMENTS', 'COST/H', 'THIS MONTH'],
      ['owner', 'ada@example.com', '3 of 3', 'no limit', 'no limit'],
      ['team', 'data', 'no limit', 'no limit', '$37.50 of $1,500.00'],
    ]);
  });

  it('says that nothing is limited', async () => {
    expect((await answering([])).stdout).toBe('Nothing is limited for you or your teams.\n');
  });
});
