import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

describe('idp status', () => {
  let api: FakeApi;

  const serve = async (answer: Scripted | Scripted[]) => {
    api = await startFakeApi({ 'GET /environments/foo': answer });
  };

  afterEach(() => api.stop());

  it('shows what an environment is, its lease and its price', async () => {
    await serve(views.ready());

    const { code, stdout } = await runIdp(['status', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '  Name      foo',
      '  Status    ready',
      '  Template  playground 1.0.0',
      '  Owner     ada@example.com',
      '  Target    local',
      '  Lease     ends 2026-01-01 02:00 UTC (in 2h), at most 30d in total',
      '  Inputs    resources = 3',
      '  Cost      $0.00/mo (from the plan)',
      '  So far    $0.00',
      '  Outputs   message',
      `  Life      ${views.ready().id}`,
      '',
    ]);
  });

  it('shows what is being done, with progress, and what to type', async () => {
    const view = views.planning();
    const current = [{ address: 'aws_db_instance.this', action: 'creating', seconds: 40 }];
    const progress = { counter: 3, at: view.updatedAt, step: 'apply', done: 17, total: 30, current };
    await serve({ ...view, run: { ...view.run, phase: 'applying', progress } });

    const { stdout } = await runIdp(['status', 'foo'], api);

    expect(stdout).toContain('17/30 resources · aws_db_instance.this creating 40s\n');
    expect(stdout).toContain('Next: idp status foo --watch\nNext: idp logs foo --follow\n');
  });

  it('says where inputs are from, who uses it, and that its end waits for them', async () => {
    const ending = { reason: 'expired', since: '2026-01-01T00:00:00.000Z' };
    const references = { vpc_id: 'env:net.vpc_id' };
    await serve({ ...views.ready(), references, usedBy: ['web', 'api'], ending });

    const { stdout } = await runIdp(['status', 'foo'], api);

    expect(stdout).toMatch(/References +vpc_id = env:net.vpc_id\n/);
    expect(stdout).toMatch(
      /Used by +web, api\n +waits for their end since 2026-01-01 00:00 UTC: its lease has ended\n/,
    );
  });

  it('names outputs that do not match their schemas', async () => {
    const misfits = [{ name: 'port', expected: 'number', found: 'string', reason: 'value is a string' }];
    await serve({ ...views.ready(), outputs: { names: ['port'], sensitive: [], misfits } });

    const { stdout } = await runIdp(['status', 'foo'], api);

    expect(stdout).toMatch(/Mismatches +port: expected number, found string \(value is a string\)/);
  });

  it('names the cause of a failure, its resources and the next command', async () => {
    const view = views.failed();
    await serve({ ...view, failure: { ...view.failure, addresses: ['aws_lb.app'] } });

    const { code, stdout } = await runIdp(['status', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('Cause: It did not work. (dependency)\n  ✗ aws_lb.app\n');
    expect(stdout).toMatch(/Next: idp retry foo\nNext: idp logs foo --run \w+\nNext: idp destroy foo\n/);
  });

  it('shows the plan that waits, and until when', async () => {
    await serve(views.waiting());

    const { stdout } = await runIdp(['status', 'foo'], api);

    expect(stdout).toContain('A plan awaits approval until 2026-01-04 00:00 UTC\n');
    expect(stdout).toContain('Approval  requested with --plan-only\n');
  });

  it.each([
    ['ready', views.ready, 0],
    ['awaiting approval', views.waiting, 0],
    ['failed', views.failed, 7],
    ['destroyed', views.destroyed, 0],
  ])('watches until it is %s', async (_what, end, code) => {
    await serve([views.planning(), views.planning(), end()]);

    const ended = await runIdp(['status', 'foo', '--watch'], api);

    expect(ended.code).toBe(code);
    expect(ended.stdout.match(/^Planning 0s$/gm)).toHaveLength(1);
    expect(api.received).toHaveLength(3);
  });

  it('redraws one line in place on a terminal, in colour', async () => {
    await serve([views.planning(), views.planning(), views.ready()]);

    const { stdout } = await runIdp(['status', 'foo', '--watch'], { ...api, tty: true });

    expect(stdout).toContain('\r\u001b[KPlanning 0s\r\u001b[KPlanning 0s\r\u001b[K');
    expect(stdout).toContain('\u001b[32mready\u001b[39m');
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('uses no colour with %j', async (env) => {
    await serve(views.ready());

    const { stdout } = await runIdp(['status', 'foo'], { ...api, tty: true, env });

    expect(stdout).not.toContain('\u001b[3');
  });

  it('lets no text of others rule the terminal', async () => {
    const view = views.failed();
    await serve({ ...view, failure: { ...view.failure, reason: 'bad\u001b]0;title\u0007 \u001b[2Jthing' } });

    const { stdout } = await runIdp(['status', 'foo'], api);

    expect(stdout).toContain('Cause: bad thing (dependency)');
  });
});
