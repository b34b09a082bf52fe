import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const event = (seq: number, type: string, data: object = {}) => ({
  id: `e-${seq}`,
  life: 'l',
  environment: 'foo',
  seq,
  type,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'ada@example.com',
  data,
});

const events = 'GET /environments/foo/events';
const page = (next: string | null, ...items: object[]) => ({ items, next });

describe('idp events', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('lists what happened, all pages of it', async () => {
    api = await startFakeApi({
      [events]: [
        page('1', event(1, 'RunStarted', { run: 'r', planOf: null })),
        page(null, event(2, 'RunClaimed')),
      ],
    });

    const { code, stdout } = await runIdp(['events', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toBe(
      '2026-01-01 00:00:00 UTC  RunStarted  ada@example.com  run=r\n' +
        '2026-01-01 00:00:00 UTC  RunClaimed  ada@example.com  \n',
    );
    expect(api.received.map(({ query }) => query)).toEqual([{ after: '0' }, { after: '1' }]);
  });

  it('follows what comes behind the last one seen, until the end of the life', async () => {
    api = await startFakeApi({
      [events]: [
        page(null, event(1, 'RunStarted')),
        page(null),
        page(null, event(2, 'EnvironmentDestroyed')),
      ],
    });

    const { code, stdout, pauses } = await runIdp(['events', 'foo', '--follow'], api);

    expect(code).toBe(0);
    expect(stdout.match(/^2026/gm)).toHaveLength(2);
    expect(pauses).toHaveLength(2);
    expect(api.received.map(({ query }) => query.after)).toEqual(['0', '1', '1']);
  });
});
