import { planDigest } from '../../../support/builders/births';
import { type FakeApi, Reply, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const run = views.waiting().plan!.run;
const noPrice = { monthly: null, byUse: false, unpriced: true };
const plan = {
  run,
  digest: planDigest,
  at: '2026-01-01T00:00:00.000Z',
  engine: '1.11.4',
  resources: [
    {
      address: 'aws_vpc.this',
      type: 'aws_vpc',
      action: 'create',
      changes: [{ attribute: 'cidr_block', before: null, after: '10.0.0.0/16' }],
      price: { monthly: null, byUse: false, unpriced: false },
    },
    {
      address: 'aws_lb.app',
      type: 'aws_lb',
      action: 'update',
      changes: [{ attribute: 'idle_timeout', before: 60, after: 30 }],
      price: { monthly: 16.425, byUse: true, unpriced: false },
    },
    { address: 'aws_eip.nat', type: 'aws_eip', action: 'replace', changes: [], price: noPrice },
    {
      address: 'aws_eip.old',
      type: 'aws_eip',
      action: 'delete',
      changes: [{ attribute: 'domain', before: 'vpc', after: null }],
      price: { monthly: 3.65, byUse: false, unpriced: false },
    },
    { address: 'aws_eip.same', type: 'aws_eip', action: 'no-op', changes: [] },
  ],
  outputs: [
    { name: 'endpoint', action: 'create', sensitive: false },
    { name: 'token', action: 'update', sensitive: true },
    { name: 'same', action: 'no-op', sensitive: false },
  ],
};

describe('idp plan', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  const serve = async (view: object, id = run) => {
    api = await startFakeApi({ 'GET /environments/foo': view, [`GET /runs/${id}/plan`]: plan });
  };

  it('shows numbers in the digits of the plan, for people and for programs', async () => {
    const change = '{"attribute":"n","before":1.10,"after":9007199254740993}';
    const resources = `[{"address":"a.b","type":"a","action":"update","changes":[${change}]}]`;
    const text = `${JSON.stringify({ ...plan, resources: undefined }).slice(0, -1)},"resources":${resources}}`;
    const answer = {
      'GET /environments/foo': views.waiting(),
      [`GET /runs/${run}/plan`]: new Reply(200, text),
    };
    api = await startFakeApi(answer);

    const people = await runIdp(['plan', 'foo'], api);
    const programs = await runIdp(['plan', 'foo', '--json'], api);

    expect(people.stdout).toContain('~ n = 1.10 -> 9007199254740993\n');
    expect(programs.stdout.replaceAll(/\s/g, '')).toContain(change);
  });

  it('shows every resource with its sign, the price, the digest and what to type', async () => {
    await serve(views.waiting());

    const { code, stdout } = await runIdp(['plan', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      `Planned 2026-01-01 00:00:00 UTC with engine 1.11.4, run ${run}`,
      '',
      'Root module: 1 to add, 1 to change, 1 to replace, 1 to destroy  $16.43/mo, 1 not priced, -$3.65/mo destroyed',
      '  + aws_vpc.this  free',
      '  ~ aws_lb.app    $16.43/mo + usage',
      '      ~ idle_timeout = 60 -> 30',
      '-/+ aws_eip.nat   not priced',
      '  - aws_eip.old   -$3.65/mo',
      '',
      'Outputs',
      '  + endpoint',
      '  ~ token (sensitive)',
      '',
      '--full shows every attribute.',
      '',
      '  Plan      3 to add, 0 to change, 0 to destroy',
      '  Cost      $0.00/mo',
      '  Approval  requested with --plan-only',
      `  Digest    ${planDigest}`,
      'Next: idp approve foo',
      'Next: idp reject foo',
      '',
    ]);
  });

  it('shows every attribute when asked for all of it', async () => {
    await serve(views.waiting());

    const { stdout } = await runIdp(['plan', 'foo', '--full'], api);

    expect(stdout).toContain('  + aws_vpc.this  free\n      + cidr_block = "10.0.0.0/16"\n');
    expect(stdout).toContain('  - aws_eip.old   -$3.65/mo\n      - domain = "vpc"\n');
    expect(stdout).not.toContain('--full');
  });

  it('gives the document as JSON', async () => {
    await serve(views.waiting());

    expect(JSON.parse((await runIdp(['plan', 'foo', '--json'], api)).stdout)).toEqual(plan);
  });

  it('shows the plan of the run that is named', async () => {
    await serve(views.failed(), 'r1');

    const { code, stdout } = await runIdp(['plan', 'foo', '--run', 'r1'], api);

    expect(code).toBe(0);
    expect(stdout).toContain(`  Digest  ${planDigest}\n`);
    expect(stdout).not.toContain('Next:');
  });
});
