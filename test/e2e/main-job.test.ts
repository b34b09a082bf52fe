import type { TestPlane } from '../support/plane/plane';
import { openPlane } from './open-plane';

const create = (name: string, ...more: string[]) => [
  'create',
  '--template',
  'playground',
  '--name',
  name,
  '--ttl',
  '7d',
  ...more,
];

describe('the main job, by the command line', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('lists nothing as valid JSON', async () => {
    const { code, stdout } = await on.idp(['list', '--json']);

    expect({ code, list: JSON.parse(stdout) }).toEqual({ code: 0, list: [] });
  });

  it('makes an environment, watches it become ready and shows its outputs', async () => {
    const made = await on.idp(create('made', '--input', 'message=good day', '--yes'));

    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/made is ready/);
    expect(made.stdout).toMatch(/message = good day/);
    const outputs = await on.idp(['outputs', 'made', '--json']);
    expect(JSON.parse(outputs.stdout)).toMatchObject({
      message: { sensitive: false, value: 'good day' },
      token: { sensitive: true, value: null },
    });
    const list = await on.idp(['list', '--json']);
    expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'made', status: 'ready', owner: on.person }]);
  });

  it('shows what it would make and cost, and makes nothing when the answer is N', async () => {
    const asked = await on.idp(['create', '-t', 'api-database', '-n', 'declined', '--ttl', '7d'], 'N\n');

    expect(asked.code).toBe(10);
    expect(asked.stdout).toMatch(/Template +api-database \d+\.\d+\.\d+/);
    expect(asked.stdout).toMatch(/Estimated cost +\$\d+\.\d\d a month, \$\d+\.\d\d over the lease of 7d/);
    expect(asked.stdout).toContain('Proceed? (y/N)');
    expect(await on.api.ask('GET /environments/declined')).toMatchObject({ status: 404 });
  });

  it('makes a lease longer without a run', async () => {
    await on.idp(create('longer', '--yes'));
    const before = await on.api.want('GET /environments/longer');

    const extended = await on.idp(['extend', 'longer', '--ttl', '2d']);

    expect(extended.code).toBe(0);
    const { lease, lastRun } = await on.api.want('GET /environments/longer');
    expect(daysBetween(before.lease.expiresAt, lease.expiresAt)).toBe(2);
    expect(lastRun?.id).toBe(before.lastRun?.id);
  });

  it('says why a value is as it is: the line of the template, the input and the person', async () => {
    await on.idp(create('asked', '--input', 'message=because', '--yes'));

    const said = await on.idp(['why', 'asked', 'output.message']);
    const cost = await on.idp(['why', 'asked', '--json']);
    const nothing = await on.idp(['why', 'asked', 'masage']);

    expect(said.stdout).toMatch(/Declared +templates\/playground\/outputs\.tf:\d+ +value = /);
    expect(said.stdout).toContain('message = because (given)');
    expect(said.stdout).toMatch(new RegExp(`requested by ${on.person}\\n +Approval +not needed`));
    expect(JSON.parse(cost.stdout)).toMatchObject({ environment: 'asked', parts: [] });
    expect([nothing.code, nothing.stderr]).toEqual([
      4,
      expect.stringContaining('Inputs: resources, message'),
    ]);
  });

  it('destroys only the environment whose name is typed again', async () => {
    await on.idp(create('kept', '--yes'));

    const destroyed = await on.idp(['destroy', 'kept'], 'keep\n');

    expect(destroyed.code).toBe(10);
    expect(await on.api.want('GET /environments/kept')).toMatchObject({ status: 'ready' });
  });

  it('destroys with a receipt, gives the name to a new life, and keeps the old one readable', async () => {
    await on.idp(create('foo', '--yes'));
    const old = await on.api.want('GET /environments/foo');

    const destroyed = await on.idp(['destroy', 'foo', '--yes']);
    const again = await on.idp(create('foo', '--yes'));

    expect(destroyed).toMatchObject({ code: 0, stdout: expect.stringContaining('Receipt of foo') });
    expect(again.code).toBe(0);
    const present = await on.api.want('GET /environments/foo');
    expect(present).toMatchObject({ status: 'ready', previousId: old.id });
    expect(present.id > old.id).toBe(true);
    const life = await on.idp(['life', old.id, '--json']);
    expect(JSON.parse(life.stdout)).toMatchObject({
      id: old.id,
      status: 'destroyed',
      evidence: { built: true },
    });
  });
});

function daysBetween(from: string | null, to: string | null): number {
  return (Date.parse(to ?? '') - Date.parse(from ?? '')) / 86_400_000;
}
