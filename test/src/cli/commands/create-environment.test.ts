import { templateVersion } from '../../../support/terraform/catalog';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const line = (address: string, monthly: number, description: string) => ({
  address,
  type: address,
  item: 'part',
  description,
  count: 1,
  hourly: monthly / 730,
  monthly,
});

const estimate = {
  template: { name: 'playground', version: '1.0.0' },
  inputs: { resources: 5, message: 'hello' },
  lease: {
    startedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-08T00:00:00.000Z',
    ttl: '7d',
    max: '30d',
    extensions: 0,
    warnedFor: null,
  },
  estimate: {
    currency: 'USD',
    region: 'us-east-1',
    pricedAs: 'us-east-1',
    hourly: 0.05,
    monthly: 36.5,
    lease: 8.4,
    leaseHours: 168,
    lines: [line('aws_eip', 3.65, 'Public IPv4 address'), line('aws_nat_gateway', 32.85, 'NAT gateway')],
    usage: [
      { address: 'aws_nat_gateway', type: 'x', description: 'data through it', usd: 0.045, unit: 'GB' },
    ],
    unpriced: ['aws_thing: no price'],
    notes: ['aws_lb: two zones are assumed'],
    unverified: true,
    unverifiedPrices: ['nat-gateway'],
    pricesAsOf: '2026-09-11',
  },
};

const me = { kind: 'person', id: 'ada@example.com', name: 'Ada', roles: ['developer'], teams: [] };
const outputs = {
  message: { sensitive: false, type: 'string', value: 'hello' },
  token: { sensitive: true, type: 'string', value: null, where: "output 'token' in the Terraform state" },
};
const denied = {
  version: '7',
  verdict: 'deny',
  findings: [
    {
      rule: 'short',
      then: 'deny',
      value: '168 hours',
      limit: 'at most 3d',
      fix: 'use --ttl 3d',
      addresses: [],
      field: 'ttl',
    },
  ],
  withPlan: ['no-loss'],
};
const typed = ['create', '--template', 'playground', '--name', 'foo', '--ttl', '7d', '-i', 'resources=5'];

describe('idp create', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted | Scripted[]> = {}) => {
    api = await startFakeApi({
      'GET /templates/playground': templateVersion(),
      'GET /templates': { items: [{ name: 'playground', title: 'Playground' }], next: null },
      'POST /estimates': estimate,
      'GET /me': me,
      'POST /environments': views.pending(),
      'GET /environments/foo': [views.planning(), views.ready()],
      'GET /environments/foo/outputs': outputs,
      ...script,
    });
  };

  afterEach(() => api.stop());

  it('shows what would be made and all that it costs, and stops at N', async () => {
    await serve();

    const { code, stdout, stderr } = await runIdp(typed, { ...api, typed: 'N\n' });

    expect(code).toBe(10);
    expect(stderr).toBe('Nothing was done.\n');
    expect(api.to('POST /environments')).toEqual([]);
    expect(stdout.split('\n')).toEqual([
      'Environment',
      '  Name      foo',
      '  Template  playground 1.0.0',
      '  Owner     ada@example.com',
      '  TTL       7d',
      '  Expires   2026-01-08 00:00 UTC',
      '  Inputs    resources = 5',
      "            1 more with the template's defaults",
      '',
      'Estimated cost  $36.50 a month, $8.40 over the lease of 7d',
      '  $32.85/mo  NAT gateway          aws_nat_gateway',
      '  $3.65/mo   Public IPv4 address  aws_eip',
      '  Usage-based (not in the total):',
      '    $0.045 per GB  data through it  aws_nat_gateway',
      '  Not priced:',
      '    aws_thing: no price',
      '  Assumed:',
      '    aws_lb: two zones are assumed',
      '  Unverified prices:',
      '    nat-gateway',
      '  Prices read on 2026-09-11.',
      '',
      'Proceed? (y/N) ',
      '',
    ]);
  });

  it.each(['', '\n', 'no\n', 'yep\n'])('takes %j for no', async (answer) => {
    await serve();

    const { code } = await runIdp(typed, { ...api, typed: answer });

    expect(code).toBe(10);
    expect(api.to('POST /environments')).toEqual([]);
  });

  it.each(['y\n', 'Y\n', 'yes\n'])('takes %j for yes', async (answer) => {
    await serve();

    const { code } = await runIdp(typed, { ...api, typed: answer });

    expect(code).toBe(0);
    expect(api.to('POST /environments')).toHaveLength(1);
  });

  it('follows the run to its end and prints outputs, no secret, and the price of the plan', async () => {
    await serve();

    const { code, stdout } = await runIdp([...typed, '--yes'], api);

    expect(code).toBe(0);
    expect(api.to('POST /environments')[0]?.body).toEqual({
      name: 'foo',
      template: 'playground',
      ttl: '7d',
      inputs: { resources: 5 },
    });
    expect(stdout).toContain('Queued 0s\nPlanning 0s\nfoo is ready\n');
    expect(stdout).toContain('$0.00/mo (from the plan), $36.50 a month less than estimated');
    expect(stdout).toContain('  message = hello\n');
    expect(stdout).toContain("  token = (sensitive: output 'token' in the Terraform state)\n");
  });

  it('prices and asks for exactly what every flag says', async () => {
    await serve();
    const flags = [
      '--version',
      '1.0.0',
      '--target',
      'eu',
      '--team',
      'payments',
      '--owner',
      'bob@example.com',
    ];

    await runIdp(
      ['create', '-t', 'playground', '-n', 'foo', '--permanent', '-y', '--no-wait', ...flags],
      api,
    );

    const wish = {
      name: 'foo',
      template: 'playground',
      version: '1.0.0',
      permanent: true,
      target: 'eu',
      team: 'payments',
    };
    expect(api.to('POST /estimates')[0]?.body).toEqual(wish);
    expect(api.to('POST /environments')[0]?.body).toEqual({
      ...wish,
      owner: 'bob@example.com',
    });
  });

  it('sends what is taken from outputs of others apart from the inputs', async () => {
    await serve();
    const flags = ['-i', 'resources=ref:env:net.sizes.small', '-i', 'message=ref:main'];

    await runIdp(['create', '-t', 'playground', '-n', 'foo', '-y', '--no-wait', ...flags], api);

    const parts = { references: { resources: 'env:net.sizes.small' }, inputs: { message: 'ref:main' } };
    expect(api.to('POST /estimates')[0]?.body).toMatchObject(parts);
    expect(api.to('POST /environments')[0]?.body).toMatchObject(parts);
  });

  it('asks nobody about what the policy denies, and says what to write', async () => {
    await serve({ 'POST /estimates': { ...estimate, policy: denied } });

    const { code, stdout, stderr } = await runIdp([...typed, '--yes'], api);

    expect(code).toBe(2);
    expect(stdout).toContain(
      'Denied by policy 7\n  short: 168 hours (limit: at most 3d)\n  To pass: use --ttl 3d\n',
    );
    expect(stdout).toContain('Policy rules judged with the plan\n  no-loss\n');
    expect(stderr).toContain('Error: Policy 7 denies this request. (DeniedByPolicy)\n  ttl short: 168 hours');
    expect(api.to('POST /environments')).toEqual([]);
  });

  it('says before it asks why an approver will be waited for', async () => {
    await serve({ 'POST /estimates': { ...estimate, approval: ['the template always requires approval'] } });

    const { code, stdout } = await runIdp(typed, { ...api, typed: 'N\n' });

    expect(code).toBe(10);
    expect(stdout).toContain('Will wait for an approver, because\n  the template always requires approval\n');
  });

  it('sends a whole request as it is', async () => {
    await serve();
    const body = { name: 'foo', template: 'playground', inputs: { resources: 1 } };

    await runIdp(['create', '--data', JSON.stringify(body), '--yes', '--no-wait'], api);

    expect(api.to('POST /environments')[0]?.body).toEqual(body);
  });

  it('takes the name where every other command takes it', async () => {
    await serve();

    await runIdp(['create', 'foo', '-t', 'playground', '-y', '--no-wait'], api);

    expect(api.to('POST /environments')[0]?.body).toMatchObject({ name: 'foo' });
  });

  it('makes up none where an empty one was typed', async () => {
    await serve();

    await runIdp(['create', '', '-t', 'playground', '-y', '--no-wait'], api);

    expect(api.to('POST /environments')[0]?.body).toMatchObject({ name: '' });
  });

  it('makes up a name that tells the template', async () => {
    await serve();

    await runIdp(['create', '-t', 'playground', '-y', '--no-wait'], api);

    expect(api.to('POST /environments')[0]?.body).toMatchObject({
      name: expect.stringMatching(/^playground-[0-9a-z]{4}$/),
    });
  });

  it('ends without asking at a plan that waits, and says how to go on', async () => {
    const { run, digest } = views.waiting().plan!;
    const resources = [{ address: 'aws_vpc.this', type: 'aws_vpc', action: 'create', changes: [] }];
    const plan = { run, digest, at: '2026-01-01T00:00:00.000Z', engine: '1.11.4', resources, outputs: [] };
    await serve({
      'GET /environments/foo': [views.planning(), views.waiting()],
      [`GET /runs/${run}/plan`]: plan,
    });

    const { code, stdout } = await runIdp([...typed, '--plan-only'], api);

    expect(code).toBe(0);
    expect(api.to('POST /environments')[0]?.body).toMatchObject({ planOnly: true });
    expect(stdout).toContain('foo is planned and awaits approval');
    expect(stdout).toContain('Root module: 1 to add\n  + aws_vpc.this\n');
    expect(stdout).toContain('Plan      3 to add, 0 to change, 0 to destroy');
    expect(stdout).toContain(`Digest    ${'d'.repeat(64)}`);
    expect(stdout).toContain('Next: idp plan foo\nNext: idp approve foo\nNext: idp reject foo\n');
  });

  it('names the cause of a failure and the next command, and exits with 7', async () => {
    await serve({ 'GET /environments/foo': [views.planning(), views.failed()] });

    const { code, stdout } = await runIdp([...typed, '--yes'], api);

    expect(code).toBe(7);
    expect(stdout).toContain('Run failed. foo is in status failed.\nCause: It did not work. (dependency)\n');
    expect(stdout).toMatch(
      /Next: idp retry foo\nNext: idp logs foo --run [0-9A-Z]{26}\nNext: idp destroy foo\n/,
    );
  });

  it('leaves at once when it is not to wait', async () => {
    await serve();

    const { code, stdout } = await runIdp([...typed, '--yes', '--no-wait'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('Requested. foo is pending.\nNext: idp status foo --watch\n');
    expect(api.to('GET /environments/foo')).toEqual([]);
  });

  it('writes one JSON document, and everything for people beside it', async () => {
    await serve();

    const { code, stdout, stderr } = await runIdp([...typed, '--yes', '--json'], api);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(views.ready());
    expect(stderr).toContain('Estimated cost');
    expect(stderr).toContain('Planning 0s');
  });

  it('says which templates there are when none is named', async () => {
    await serve();

    const { code, stderr } = await runIdp(['create'], api);

    expect(code).toBe(2);
    expect(stderr).toContain('The template is missing. Use --template <name>.');
    expect(stderr).toContain('playground');
  });

  it('names the fields that the control plane refuses', async () => {
    const issues = [{ field: 'ttl', message: "'7' is not a duration" }];
    await serve({ 'POST /estimates': problem(400, 'InvalidRequest', { issues }) });

    const { code, stderr } = await runIdp([...typed, '--yes'], api);

    expect(code).toBe(2);
    expect(stderr).toContain("  ttl '7' is not a duration\n");
  });

  it('leaves the run going when interrupted, and says so', async () => {
    await serve({ 'GET /environments/foo': views.planning() });
    const interruption = new AbortController();
    const ended = runIdp([...typed, '--yes'], { ...api, interrupted: interruption.signal });
    while (api.to('GET /environments/foo').length < 2) await new Promise(setImmediate);

    interruption.abort(new Error('Ctrl-C'));

    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain(
      "The work continues: 'idp status foo --watch' follows it, 'idp cancel foo' stops it.",
    );
    expect(api.to('POST /environments/foo/cancel')).toEqual([]);
  });
});
