import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const run = {
  id: '01RUN',
  life: '01LIFE',
  environment: 'foo',
  kind: 'provision',
  requestedBy: 'ada@example.com',
  startedAt: '2025-12-31T23:59:00.000Z',
};

describe('idp runs', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('lists every attempt with its result, its time and why it failed', async () => {
    const failed = {
      ...run,
      id: '01OLD',
      startedAt: '2025-12-31T23:00:00.000Z',
      endedAt: '2025-12-31T23:01:30.000Z',
      result: 'failed',
      failureReason: `It broke.\n${'more '.repeat(40)}`,
    };
    api = await startFakeApi({ 'GET /environments/foo/runs': { items: [run, failed], next: null } });

    const { code, stdout } = await runIdp(['runs', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'RUN    KIND       RESULT  STARTED                  TOOK   BY               WHY',
      '01RUN  provision  active  2025-12-31 23:59:00 UTC  1m     ada@example.com',
      '01OLD  provision  failed  2025-12-31 23:00:00 UTC  1m30s  ada@example.com  It broke.',
      '',
    ]);
  });
});
