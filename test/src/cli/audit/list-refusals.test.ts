import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const refused = {
  kind: 'refused',
  at: '2026-01-01T00:00:00.000Z',
  actor: 'people:bob@example.com',
  operation: 'destroy-environment',
  thing: { environment: 'foo' },
  code: 'Forbidden',
  rule: 'an admin',
  request: 'r-1',
};
const counted = {
  kind: 'counted',
  at: '2026-01-01T00:00:00.000Z',
  actor: 'people:bob@example.com',
  atLeast: 64,
};

describe('idp refusals', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('lists who was refused what, by which rule, and how many more there were', async () => {
    api = await startFakeApi({ 'GET /refusals': [{ items: [refused, counted], next: null }] });

    const { code, stdout } = await runIdp(['refusals', '--day', '2026-01-01'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '))).toEqual([
      'WHEN | WHO | REQUESTED | ON | REQUIRES | REQUEST',
      '2026-01-01 00:00:00 UTC | people:bob@example.com | destroy-environment | environment foo | an admin (Forbidden) | r-1',
      '2026-01-01 00:00:00 UTC | people:bob@example.com | at least 64 refusals in this minute',
      '',
    ]);
    expect(api.received[0]?.query).toMatchObject({ day: '2026-01-01' });
  });

  it('says so where nothing was refused', async () => {
    api = await startFakeApi({ 'GET /refusals': [{ items: [], next: null }] });

    expect((await runIdp(['refusals'], api)).stdout).toBe('No requests were refused.\n');
  });
});
