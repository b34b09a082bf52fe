import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { planDigest } from '../../../support/builders/births';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

describe('idp approve', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted | Scripted[]> = {}) => {
    api = await startFakeApi({
      'GET /environments/foo': [views.waiting(), views.ready()],
      'POST /environments/foo/approve': views.planning(),
      'GET /environments/foo/outputs': {},
      ...script,
    });
  };

  afterEach(() => api.stop());

  it('shows the plan, asks, and follows what applies it', async () => {
    await serve();

    const { code, stdout } = await runIdp(['approve', 'foo'], { ...api, typed: 'y\n' });

    expect(code).toBe(0);
    expect(stdout).toContain('Plan      3 to add, 0 to change, 0 to destroy\n');
    expect(stdout).toContain('foo is ready\n');
    expect(api.to('POST /environments/foo/approve')[0]?.body).toEqual({ planDigest });
  });

  it('shows each resource of the plan to whoever is asked, and to nobody else', async () => {
    const { run } = views.waiting().plan!;
    const resources = [{ address: 'aws_vpc.this', type: 'aws_vpc', action: 'create', changes: [] }];
    const plan = {
      run,
      digest: planDigest,
      at: '2026-01-01T00:00:00.000Z',
      engine: '1',
      resources,
      outputs: [],
    };
    await serve({ [`GET /runs/${run}/plan`]: plan });

    const asked = await runIdp(['approve', 'foo'], { ...api, typed: 'N\n' });
    const sure = await runIdp(['approve', 'foo', '--yes'], api);

    expect(asked.stdout).toMatch(/Root module: 1 to add\n {2}\+ aws_vpc\.this\n[^]*Digest[^]*Proceed\?/);
    expect(sure.stdout).not.toContain('aws_vpc.this');
  });

  it('asks all the same where the plan itself cannot be read', async () => {
    await serve();

    const { code, stdout, stderr } = await runIdp(['approve', 'foo'], { ...api, typed: 'y\n' });

    expect(code).toBe(0);
    expect(stdout).toContain('3 to add');
    expect(stderr).toContain('The plan itself cannot be shown: RouteNotFound.');
  });

  it('names each address that the approval is for, and why', async () => {
    const waiting = views.waiting();
    const why = 'deletion_protection is true';
    const addresses = [{ reason: 'cannot-end', address: 'aws_db_instance.\u202edb', why }];
    const plan = { ...waiting.plan, needs: ['cannot-end'], addresses };
    await serve({ 'GET /environments/foo': [{ ...waiting, plan }, views.ready()] });

    const { stdout } = await runIdp(['approve', 'foo', '--yes'], api);

    expect(stdout).toContain('AWS does not delete the named resources without a further change\n');
    expect(stdout).toMatch(/Approval for +aws_db_instance\.\S*db: deletion_protection is true\n/);
    expect(stdout).not.toContain('\u202e');
  });

  it('approves nothing at N', async () => {
    await serve();

    expect((await runIdp(['approve', 'foo'], { ...api, typed: 'N\n' })).code).toBe(10);
    expect(api.to('POST /environments/foo/approve')).toEqual([]);
  });

  it('approves only the plan whose digest is named', async () => {
    await serve({ 'POST /environments/foo/approve': problem(409, 'PlanChanged') });

    const { code } = await runIdp(['approve', 'foo', '--digest', 'a'.repeat(64), '--yes'], api);

    expect(code).toBe(5);
    expect(api.to('POST /environments/foo/approve')[0]?.body).toEqual({ planDigest: 'a'.repeat(64) });
  });

  it('leaves it to the control plane to refuse a second approval', async () => {
    await serve({
      'GET /environments/foo': views.ready(),
      'POST /environments/foo/approve': problem(409, 'NotAwaitingApproval'),
    });

    const { code, stderr } = await runIdp(['approve', 'foo', '--yes'], api);

    expect(code).toBe(5);
    expect(stderr).toContain('(NotAwaitingApproval)');
    expect(api.to('POST /environments/foo/approve')).toHaveLength(1);
  });

  it('is a conflict where there is no plan yet', async () => {
    await serve({ 'GET /environments/foo': views.planning() });

    const { code, stderr } = await runIdp(['approve', 'foo', '--yes'], api);

    expect(code).toBe(5);
    expect(stderr).toContain("'foo' has no plan that awaits approval (it is planning).");
  });
});
