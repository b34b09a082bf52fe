import { templateVersion } from '../../../support/terraform/catalog';
import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const estimate = {
  template: { name: 'playground', version: '1.0.0' },
  inputs: { resources: 5 },
  lease: { startedAt: '', expiresAt: null, ttl: '1d', max: '30d', extensions: 0, warnedFor: null },
  estimate: { hourly: 0.01, monthly: 7.3, lease: null, lines: [], usage: [], unpriced: [], notes: [] },
};

describe('idp update', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted | Scripted[]> = {}) => {
    api = await startFakeApi({
      'GET /environments/foo': [views.ready(), views.ready()],
      'GET /templates/playground': templateVersion(),
      'POST /estimates': estimate,
      'PATCH /environments/foo': views.planning(),
      'GET /environments/foo/outputs': {},
      ...script,
    });
  };

  afterEach(() => api.stop());

  it('shows what would be other than now and what it costs, and stops at N', async () => {
    await serve();

    const { code, stdout } = await runIdp(['update', 'foo', '-i', 'resources=5'], { ...api, typed: 'N\n' });

    expect(code).toBe(10);
    expect(stdout).toContain('  Inputs    resources: 3 -> 5\n');
    expect(stdout).toContain('  Cost      $7.30 a month (now $0.00, $7.30 a month more than now)\n');
    expect(api.to('PATCH /environments/foo')).toEqual([]);
  });

  it('sends only what changes and prices it with all that stays', async () => {
    await serve();

    const { code, stdout } = await runIdp(['update', 'foo', '-i', 'resources=5', '--yes'], api);

    expect(code).toBe(0);
    expect(api.to('PATCH /environments/foo')[0]?.body).toEqual({ inputs: { resources: 5 } });
    expect(api.to('POST /estimates')[0]?.body).toMatchObject({ version: '1.0.0', inputs: { resources: 5 } });
    expect(stdout).toContain('foo is ready\n');
  });

  it('only plans, without asking, with --plan-only', async () => {
    await serve({ 'GET /environments/foo': [views.ready(), views.waiting()] });

    const { code, stdout } = await runIdp(['update', 'foo', '--version', '1.1.0', '--plan-only'], api);

    expect(code).toBe(0);
    expect(api.to('PATCH /environments/foo')[0]?.body).toEqual({ version: '1.1.0', planOnly: true });
    expect(stdout).toContain('  Template  playground 1.0.0 -> 1.1.0\n  Inputs    resources: 3 -> 5\n');
    expect(stdout).toContain('foo is planned and awaits approval\n');
  });

  it('takes inputs back with --unset, and prices the change with what the environment was given', async () => {
    await serve();

    const { code } = await runIdp(['update', 'foo', '--unset', 'resources', '--unset', 'note', '--yes'], api);

    expect(code).toBe(0);
    expect(api.to('PATCH /environments/foo')[0]?.body).toEqual({ unset: ['resources', 'note'] });
    expect(api.to('POST /estimates')[0]?.body).toEqual({
      template: 'playground',
      version: '1.0.0',
      target: 'local',
      changes: 'foo',
      unset: ['resources', 'note'],
    });
  });

  it('shows what falls away with another version and what is new, before it asks', async () => {
    const upgrade = { from: '1.0.0', dropped: ['resources'], added: ['zone', 'size'] };
    const change = { before: { resources: 3, tier: 'one' }, upgrade };
    const inputs = { zone: 'a', size: 'medium', tier: 'two' };
    await serve({ 'POST /estimates': { ...estimate, inputs, change } });

    const { stdout } = await runIdp(['update', 'foo', '--version', '2.0.0', '-i', 'zone=a'], {
      ...api,
      typed: 'N\n',
    });

    expect(stdout).toContain(
      [
        '  Dropped   resources = 3',
        '  New       zone = "a"',
        '            size = "medium"',
        '  Inputs    tier: "one" -> "two"',
      ].join('\n'),
    );
  });

  it('refuses a change of nothing', async () => {
    await serve();

    const { code, stderr } = await runIdp(['update', 'foo', '--yes'], api);

    expect(code).toBe(2);
    expect(stderr).toContain('There is nothing to change');
  });
});
