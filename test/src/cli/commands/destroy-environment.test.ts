import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { evidenceOf, lifeOf, views } from '../../../support/builders/views';

const destroyed = views.destroyed();
const life = lifeOf(
  { ...destroyed, receipt: { ...destroyed.receipt!, terminal: 1, adopted: 1, unchecked: 1, cost: 1.25 } },
  evidenceOf(destroyed),
);

describe('idp destroy', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted | Scripted[]> = {}) => {
    api = await startFakeApi({
      'GET /environments/foo': [views.ready(), views.destroying(), destroyed],
      'DELETE /environments/foo': views.destroying(),
      [`GET /lives/${destroyed.id}`]: life,
      ...script,
    });
  };

  afterEach(() => api.stop());

  it('shows what it is about and does nothing unless the name is typed again', async () => {
    await serve();

    const { code, stdout } = await runIdp(['destroy', 'foo'], { ...api, typed: 'food\n' });

    expect(code).toBe(10);
    expect(stdout).toContain('  Name      foo\n');
    expect(stdout).toContain('  Created   2026-01-01 00:00 UTC\n');
    expect(stdout).toContain('Type "foo" to confirm: ');
    expect(api.to('DELETE /environments/foo')).toEqual([]);
  });

  it('follows the destroy and prints the whole receipt', async () => {
    await serve();

    const { code, stdout } = await runIdp(['destroy', 'foo'], { ...api, typed: 'foo\n' });

    expect(code).toBe(0);
    const receipt = stdout.slice(stdout.indexOf('foo is destroyed')).trimEnd().split('\n');
    expect(receipt).toEqual([
      'foo is destroyed',
      `Receipt of foo (life ${destroyed.id})`,
      '  Result           nothing is left',
      '  Checked          3 resources: 2 gone, 1 in a terminal state',
      '  How              1 read by the Terraform provider',
      '                   1 found by tag and checked',
      '                   1 deleted with its cluster',
      '                   searched by tag in us-east-1',
      '  Adopted          aws_lb.app (arn:lb)',
      '  Terminal         aws_ecs_task_definition.app (app:1) INACTIVE since 2026-01-01',
      '  Not seen by tag  aws_iam_role',
      '  Unchecked        aws_thing.x: nothing reads it',
      '  Took             42s',
      '  Proven at        2026-01-01 00:00:00 UTC',
      '  Lease cost       $1.25',
      `  Digest           ${'e'.repeat(64)}`,
    ]);
  });

  it('names in the receipt the types of which no facts are recorded by hand', async () => {
    const evidence = { ...evidenceOf(destroyed), derivedTypes: ['aws_sfn_activity'] };
    await serve({ [`GET /lives/${destroyed.id}`]: lifeOf(destroyed, evidence) });

    const { stdout } = await runIdp(['destroy', 'foo', '--yes'], api);

    expect(stdout).toMatch(/Facts derived +aws_sfn_activity: proven by the provider; no facts by hand/);
  });

  it('asks nothing with --yes and gives the life with its evidence as JSON', async () => {
    await serve();

    const { code, stdout } = await runIdp(['destroy', 'foo', '--yes', '--json'], api);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(life);
  });

  it('says that nothing was ever built where that is so', async () => {
    const never = views.neverBuilt();
    await serve({ 'DELETE /environments/foo': never, [`GET /lives/${never.id}`]: lifeOf(never) });

    const { code, stdout } = await runIdp(['destroy', 'foo', '--yes'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('nothing was built, so there was nothing to destroy');
  });

  it('asks nothing about what is gone already, and shows its receipt', async () => {
    await serve({ 'GET /environments/foo': destroyed, 'DELETE /environments/foo': destroyed });

    const { code, stdout } = await runIdp(['destroy', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).not.toContain('to confirm');
    expect(stdout).toContain('Receipt of foo');
  });

  it('goes on waiting over a failed attempt that is tried again soon', async () => {
    const retried = [views.ready(), views.destroyRetries(), views.destroying(), destroyed];
    await serve({ 'GET /environments/foo': retried });

    const { code, stdout } = await runIdp(['destroy', 'foo', '--yes'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('destroying · next attempt in 1m\n');
    expect(stdout).toContain('foo is destroyed\n');
  });

  it('says why it is not gone yet and when it is tried again, when that is long ahead', async () => {
    const view = views.destroyRetries();
    const late = {
      ...view,
      destruction: { ...view.destruction!, nextAttemptAt: '2026-01-01T02:00:00.000Z' },
    };
    await serve({ 'GET /environments/foo': [views.ready(), late], [`GET /lives/${view.id}`]: lifeOf(late) });

    const { code, stdout } = await runIdp(['destroy', 'foo', '--yes'], api);

    expect(code).toBe(7);
    expect(stdout).toContain('foo is destroying\nCause: It did not work. (dependency)\n');
    expect(stdout).toContain('The next automatic attempt is at 2026-01-01 02:00 UTC.\n');
    expect(stdout).toContain('Next: idp retry foo\n');
  });

  it('leaves at once when it is not to wait', async () => {
    await serve();

    const { code, stdout } = await runIdp(['destroy', 'foo', '--yes', '--no-wait'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('foo is destroying\nNext: idp status foo --watch\n');
    expect(api.to('GET /environments/foo')).toHaveLength(1);
  });

  it('watches the life it destroyed when the name has gone to a newer one', async () => {
    const newer = { ...views.pending(), id: '01NEWER0000000000000000000' };
    await serve({ 'GET /environments/foo': [views.ready(), newer] });

    const { code, stdout } = await runIdp(['destroy', 'foo', '--yes'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('foo is destroyed\n');
  });

  describe('of several names', () => {
    const named = (name: string, view: object) => ({ ...view, name });
    const several = {
      'GET /environments/bar': named('bar', views.ready()),
      'DELETE /environments/bar': named('bar', views.destroying()),
      'GET /environments/gone': problem(404, 'EnvironmentNotFound'),
    };

    it('has each typed again, and what fails for one stops no other', async () => {
      await serve(several);

      const argv = ['destroy', 'foo', 'gone', 'bar', 'foo', '--no-wait'];
      const { code, stdout, stderr } = await runIdp(argv, { ...api, typed: 'foo\nbar\n' });

      expect(code).toBe(4);
      expect(stdout.match(/Type "\w+" to confirm/g)).toEqual([
        'Type "foo" to confirm',
        'Type "bar" to confirm',
      ]);
      expect(stderr).toContain('gone: Error: EnvironmentNotFound.');
      expect(api.to('DELETE /environments/foo')).toHaveLength(1);
      expect(api.to('DELETE /environments/bar')).toHaveLength(1);
    });

    it('leaves the one whose name is not typed', async () => {
      await serve(several);

      const { code } = await runIdp(['destroy', 'foo', 'bar', '--no-wait'], { ...api, typed: 'no\nbar\n' });

      expect(code).toBe(10);
      expect(api.to('DELETE /environments/foo')).toEqual([]);
      expect(api.to('DELETE /environments/bar')).toHaveLength(1);
    });

    it('prints one list of documents', async () => {
      await serve(several);

      const argv = ['destroy', 'foo', 'gone', 'bar', '--yes', '--no-wait', '--json'];
      const { stdout } = await runIdp(argv, api);

      expect(JSON.parse(stdout)).toMatchObject([
        { name: 'foo', status: 'destroying' },
        { name: 'gone', error: { kind: 'not-found' } },
        { name: 'bar', status: 'destroying' },
      ]);
    });
  });
});
