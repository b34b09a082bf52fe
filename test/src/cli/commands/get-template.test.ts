import { templateVersion } from '../../../support/terraform/catalog';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { views } from '../../../support/builders/views';
import { runIdp } from '../../../support/cli/terminal';

describe('idp template', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('shows inputs with type, default and rules, the lease and the outputs', async () => {
    const inputs = {
      type: 'object',
      additionalProperties: false,
      required: ['size', 'names'],
      properties: {
        size: { type: 'string', description: 'How large.', enum: ['small', 'large'] },
        names: { type: 'array', description: 'Which.', items: { type: 'string' }, examples: [['a', 'b']] },
        resources: { type: 'integer', description: 'How many.', default: 3, minimum: 1, maximum: 50 },
      },
    };
    const outputs = { token: { description: 'A token.', sensitive: true } };
    const template = templateVersion({ inputs, outputs, approval: { above: 150 } });
    api = await startFakeApi({ 'GET /templates/playground': template });

    const { code, stdout } = await runIdp(['template', 'playground', '--version', '1.0.0'], api);

    expect(code).toBe(0);
    expect(api.received[0]?.query).toEqual({ version: '1.0.0' });
    expect(stdout).toContain('  Lease         1d by default, at most 30d\n');
    expect(stdout).toContain('  Available to  developers\n');
    expect(stdout).toContain('  Approval      above $150 a month\n');
    expect(stdout).toContain('  size       string   required  How large. (one of small, large)\n');
    expect(stdout).toContain('  names      array    required  Which. (such as ["a","b"])\n');
    expect(stdout).toContain('  resources  integer  = 3       How many. (at least 1, at most 50)\n');
    expect(stdout).toContain('  token  A token. (sensitive)\n');
  });

  it('shows what it needs, with the environments that are ready and fit', async () => {
    const { manifest, ...version } = templateVersion();
    const needs = { network: 'vpc@^1', key: 'kms' };
    const found = ['net-a', 'net-b', 'net-c', 'net-d'].map((name) => ({ ...views.ready(), name }));
    api = await startFakeApi({
      'GET /templates/playground': { ...version, manifest: { ...manifest, needs } },
      'GET /environments': [
        { items: found, next: null },
        { items: [], next: null },
      ],
    });

    const { stdout } = await runIdp(['template', 'playground'], api);

    expect(api.to('GET /environments').map(({ query }) => query)).toMatchObject([
      { status: 'ready', template: 'vpc@^1' },
      { status: 'ready', template: 'kms' },
    ]);
    expect(stdout).toMatch(
      /Needs +network: vpc@\^1 \(net-a, net-b, net-c and 1 more\)\n +key: kms \(no environment fits\)\n/,
    );
  });

  it('says that a version is withdrawn', async () => {
    const { manifest, ...version } = templateVersion();
    const template = { ...version, manifest: { ...manifest, withdrawn: ['1.0.0'] } };
    api = await startFakeApi({ 'GET /templates/playground': template });

    const { stdout } = await runIdp(['template', 'playground', '--version', '1.0.0'], api);

    expect(stdout).toContain('  Withdrawn     no environment can be created with it\n');
  });

  it('lists inputs by their groups as the author ordered them, and those of none last', async () => {
    const inputs = {
      type: 'object',
      additionalProperties: false,
      required: [],
      properties: {
        zone: { type: ['string', 'null'], description: 'Where.' },
        name: { type: 'string', description: 'How called.', group: 'Basics', default: 'a', order: 2 },
        size: { type: 'number', description: 'How large.', group: 'Size', default: 1, deprecated: true },
        kind: { description: 'Which.', group: 'Basics', order: 1 },
      },
    };
    api = await startFakeApi({ 'GET /templates/playground': templateVersion({ inputs }) });

    const { stdout } = await runIdp(['template', 'playground'], api);

    expect(stdout).toContain(
      [
        'Inputs',
        '  Basics',
        '  kind  any     optional  Which.',
        '  name  string  = "a"     How called.',
        '  Size',
        '  size  number  = 1       How large. (deprecated)',
        '  Others',
        '  zone  string  optional  Where.',
        '',
      ].join('\n'),
    );
  });

  it('says which modules from elsewhere it holds, with version and digest', async () => {
    const modules = [
      {
        key: 'a',
        source: 'registry.terraform.io/acme/queue/aws',
        version: '1.4.0',
        folder: 'a',
        sha256: 'a'.repeat(64),
      },
      { key: 'b', source: 'https://example.com/b.zip', folder: 'b', sha256: 'b'.repeat(64) },
    ];
    api = await startFakeApi({ 'GET /templates/playground': { ...templateVersion(), modules } });

    const { stdout } = await runIdp(['template', 'playground'], api);

    expect(stdout).toContain(
      '  Module        registry.terraform.io/acme/queue/aws 1.4.0 (sha256 aaaaaaaaaaaa)\n',
    );
    expect(stdout).toContain('  Module        https://example.com/b.zip (sha256 bbbbbbbbbbbb)\n');
  });
});

describe('idp template, of a team', () => {
  it.each([
    [['template', 'check'], 'Name what to check'],
    [['template', 'publish', './x', '--from', 'a/b/c@1.0.0'], '--from'],
    [
      ['template', 'init', './x', '--from', 'terraform-aws-modules/vpc/aws'],
      'Name the version of the module',
    ],
    [['template', 'accept', 'shop/vpc'], 'Name the version with --version'],
    [['template', 'withdraw', 'shop/vpc', '--version', '1.0.0'], '--reason'],
    [['template', 'withdraw', 'vpc', '--version', '1.0.0', '--reason', 'old'], 'Name a template of a team'],
  ])('%j says what is missing', async (args, words) => {
    const { code, stderr } = await runIdp(args, { url: 'http://127.0.0.1:9' });

    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  it('says which lease an administrator has yet to accept', async () => {
    const view = {
      ...templateVersion(),
      name: 'shop/vpc',
      unaccepted: [],
      unacceptedLease: { max: '90d', permanent: true },
    };
    const api = await startFakeApi({ 'GET /templates/shop/vpc': view });

    const { stdout } = await runIdp(['template', 'shop/vpc'], api);
    await api.stop();

    expect(stdout).toContain('  Not accepted  a lease of up to 90d, or permanent\n');
  });

  it('accepts and withdraws by the team and the name', async () => {
    const view = { ...templateVersion(), name: 'shop/vpc', types: ['aws_vpc'], unaccepted: [] };
    const api = await startFakeApi({
      'POST /templates/shop/vpc/accept': view,
      'POST /templates/shop/vpc/retire': view,
    });

    const accepted = await runIdp(['template', 'accept', 'shop/vpc', '--version', '1.0.0'], api);
    const withdrawn = await runIdp(
      ['template', 'withdraw', 'shop/vpc', '--version', '1.0.0', '--reason', 'use 1.0.1'],
      api,
    );
    await api.stop();

    expect([accepted.stdout, withdrawn.stdout]).toEqual([
      'Accepted shop/vpc 1.0.0: 1 resource type.\n',
      'shop/vpc 1.0.0 is withdrawn: use 1.0.1\n',
    ]);
    expect(api.received.map(({ body }) => body)).toEqual([
      { version: '1.0.0' },
      { version: '1.0.0', as: 'withdrawn', reason: 'use 1.0.1' },
    ]);
  });
});
