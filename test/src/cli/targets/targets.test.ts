import { target } from '../../../../lambdas/api/examples/targets';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

const where = ['--account', '444455556666', '--region', 'eu-central-1'];
const run = async (route: string, answer: object, ...args: string[]) => {
  await api?.stop();
  api = await startFakeApi({ [route]: answer });
  return runIdp(['targets', ...args], api);
};
const body = () => api?.received.at(-1)?.body;

describe('idp targets', () => {
  it('adds one, and shows what the owner of its account applies', async () => {
    const { code, stdout } = await run('POST /targets', target, 'add', 'payments', ...where);

    expect(code).toBe(0);
    expect(body()).toEqual({ name: 'payments', account: '444455556666', region: 'eu-central-1' });
    expect(stdout).toContain(
      [
        'module "leasehold" {',
        '  source = "git::https://github.com/<organisation>/<repository>.git//terraform/modules/provisioner-role"',
        '',
        '  runner_role_arn = "arn:aws:iam::111122223333:role/leasehold-dev-runner-euc1"',
        '  external_id     = "b7a3a2c4-0f53-4c8e-9a86-5f2f0f6f2f11"',
        '  regions         = ["eu-central-1"]',
        '  services        = ["s3"]',
        '}',
      ].join('\n'),
    );
  });

  it('names the role to the module where it is not the usual one', async () => {
    const role = 'arn:aws:iam::444455556666:role/leasehold-provisioner-data';
    const { stdout } = await run('POST /targets', { ...target, role }, 'add', 'payments', ...where);

    expect(stdout).toContain('  name            = "leasehold-provisioner-data"');
  });

  it('adds one with everything that can be said of it', async () => {
    const place = ['--also', 'us-east-1', '--role', 'leasehold-provisioner-x', '--external-id', 'xy'];
    const rest = [
      '--boundary',
      'b',
      '--service',
      's3',
      '--service',
      'iam',
      '--parallelism',
      '4',
      '--slots',
      '4/2',
    ];
    const access = ['--for', 'admin', '--team', 'data', '--allow', 'api-*', '--allow', 'ecr', '--previews'];
    await run('POST /targets', target, 'add', 'payments', ...where, ...place, ...rest, ...access);

    expect(body()).toEqual({
      name: 'payments',
      account: '444455556666',
      region: 'eu-central-1',
      regions: ['us-east-1'],
      role: 'leasehold-provisioner-x',
      externalId: 'xy',
      permissionsBoundary: 'b',
      services: ['s3', 'iam'],
      parallelism: 4,
      slots: { runs: 4, destroys: 2 },
      access: { roles: ['admin'], teams: ['data'], templates: ['api-*', 'ecr'], previews: true },
    });
  });

  it('shows how many runs are at work and wait, and for how long, in the list and for one', async () => {
    const load = {
      runs: { atWork: 4, waiting: 12, oldest: '2025-12-31T23:52:00.000Z' },
      destroys: { atWork: 1, waiting: 0, oldest: null },
    };
    const limited = { ...target, slots: { runs: 4, destroys: 2 }, load };
    const one = await run('GET /targets/payments', limited, 'show', 'payments');
    expect(one.stdout).toMatch(/runs now +4 at work, 12 waiting, the oldest for 8m/);
    expect(one.stdout).toMatch(/destroys now +1 at work, none waiting/);

    const view = { name: 'payments', region: 'eu-central-1', templates: ['web'], load };
    const free = { name: 'dev', region: 'eu-central-1', templates: ['web'] };
    const all = await run('GET /targets', { items: [view, free], next: null }, 'list');
    expect(all.stdout).toMatch(/payments +eu-central-1 +yes +5, 12 wait \(8m\) +web/);
    expect(all.stdout).toMatch(/dev +eu-central-1 +yes +web/);
  });

  it('says where its services need more policies than IAM attaches to a role by default', async () => {
    const some = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
    const shown = async (services: string[]) =>
      (await run('POST /targets', { ...target, services }, 'add', 'payments', ...where)).stdout;

    expect(await shown(some(21))).not.toContain('policies');
    const above = await shown(some(22));
    expect(above).toContain(
      "IAM attaches 10 policies to a role unless the account's quota is raised, and these services need 11.",
    );
    expect(above).toMatch(/max_policies += 11$/m);
  });

  it('shows one, a line for each field', async () => {
    const removing = { ...target, status: 'removing', endsAt: '2026-01-01T00:15:00.000Z' };
    const { stdout } = await run('GET /targets/payments', removing, 'show', 'payments');

    expect(stdout).toMatch(/status +removing: takes nothing new, and ends after /);
    expect(stdout).toMatch(/teams +payments/);
    expect(stdout).toMatch(/templates +all but foundations/);
  });

  it('changes what is typed, and has a field be as if it had never been given', async () => {
    const unset = [
      '--unset',
      'team',
      '--unset',
      'boundary',
      '--unset',
      'parallelism',
      '--unset',
      'slots',
      '--unset',
      'allow',
    ];
    await run('PATCH /targets/payments', target, 'update', 'payments', '--no-previews', ...unset);

    expect(body()).toEqual({
      permissionsBoundary: null,
      parallelism: null,
      slots: null,
      access: { teams: null, templates: null, previews: false },
    });
  });

  it('removes one, and says what happens next', async () => {
    const { code, stdout } = await run('DELETE /targets/payments', target, 'remove', 'payments');

    expect(code).toBe(0);
    expect(stdout).toContain('takes nothing new from now on');
    expect(stdout).toContain('idp targets show payments');
  });

  it.each([
    ['the account', ['add', 'payments', '--region', 'eu-central-1'], 'Name the AWS account'],
    ['the region', ['add', 'payments', '--account', '444455556666'], 'Name the region'],
    ['the target', ['add', ...where], 'Name the target'],
    ['what to change', ['update', 'payments'], 'Name what to change'],
    ['a number', ['update', 'payments', '--parallelism', 'many'], 'must be a number from 1 to 100'],
    ['two numbers', ['update', 'payments', '--slots', '4'], 'two numbers such as 4/2'],
    ['no flag of another action', ['remove', 'payments', '--previews'], '--previews'],
  ])('asks for %s', async (_what, args, words) => {
    const { code, stderr } = await run('GET /targets', { items: [], next: null }, ...args);

    expect(code).not.toBe(0);
    expect(stderr).toContain(words);
    expect(api?.received).toEqual([]);
  });
});
