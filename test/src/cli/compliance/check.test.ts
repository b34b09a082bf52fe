import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const planted = join(process.cwd(), 'test/src/domain/compliance/plans/planted.json');
const run = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
const address = 'module.site.aws_s3_bucket.this';
const compliance = {
  controls: [
    {
      control: 's3-public-access',
      passed: [],
      failed: [{ address, value: 'public access is not blocked', fix: 'block | it' }],
      notAssessed: [],
    },
    {
      control: 'database-encrypted',
      passed: [],
      failed: [{ address: 'aws_db_instance.this', value: 'storage_encrypted is not set', fix: 'set it' }],
      notAssessed: [],
    },
    {
      control: 'kms-rotation',
      passed: ['aws_kms_key.a'],
      failed: [],
      notAssessed: [{ address: 'aws_kms_key.b', why: 'enable_key_rotation is known only after apply' }],
    },
    { control: 'ebs-encrypted', passed: ['aws_ebs_volume.a'], failed: [], notAssessed: [] },
  ],
  unjudged: ['aws_route'],
};
const planDocument = (more: object) => ({
  run,
  digest: 'd',
  at: '2026-01-01T00:00:00.000Z',
  engine: '1.11.4',
  resources: [],
  outputs: [],
  ...more,
});
const exceptions = (until: string) => `exceptions:
  - name: public-site
    control: s3-public-access
    environments: ['shop.*']
    addresses: ['module.site.*']
    reason: it serves the public website
    until: ${until}
  - name: idle
    control: kms-rotation
    reason: nobody has looked at it since
    until: 2099-01-31
`;
const view = (name: string, planned: boolean) => ({
  ...views.ready(),
  name,
  plan: planned ? { run } : undefined,
  run: undefined,
});

describe('idp check', () => {
  let api: FakeApi;
  let cwd: string;
  const idp = (...argv: string[]) => runIdp(argv, { url: api.url, cwd });

  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'leasehold-check-'));
    mkdirSync(join(cwd, 'stacks'));
    writeFileSync(
      join(cwd, 'stacks/shop.yaml'),
      'stack: shop\ncomponents:\n  web: { template: vpc }\n  later: { template: vpc }\n  off: { template: vpc, enabled: false }\n',
    );
    const items = [view('shop.web', true), view('shop.gone', false), view('other', true)];
    api = await startFakeApi({
      'GET /environments': { items },
      'GET /environments/foo': view('foo', true),
      'GET /environments/new': view('new', false),
      'GET /environments/shop.web': view('shop.web', true),
      'GET /environments/shop.gone': view('shop.gone', false),
      [`GET /runs/${run}/plan`]: planDocument({ compliance }),
    });
  });
  afterEach(async () => {
    await api.stop();
    rmSync(cwd, { recursive: true });
  });

  it('names what fails with the numbers of its controls, and ends with 7', async () => {
    const { code, stdout } = await idp('check', 'foo', '--profile', 'pci');

    expect(code).toBe(7);
    expect(stdout).toContain(
      'failed  s3-public-access  S3 buckets block public access  (PCI DSS 1.3.1, PCI DSS 1.4.2)',
    );
    expect(stdout).toContain(`${address}: public access is not blocked. To pass: block | it.`);
    expect(stdout).toContain(
      'failed  database-encrypted  Databases are encrypted  (PCI DSS 3.5.1, PCI DSS 8.3.2)',
    );
    expect(stdout).toContain('not assessed  kms-rotation');
    expect(stdout).toContain('passed  1 control');
    expect(stdout).toContain('No control is about: aws_route');
  });

  it('is a document for programs, with every control of the profile', async () => {
    const { code, stdout } = await idp('check', 'foo', '--profile', 'hipaa', '--output', 'json');
    const document = JSON.parse(stdout) as {
      environments: [{ controls: { control: string; result: string }[] }];
    };
    const [{ controls }] = document.environments;

    expect(code).toBe(7);
    expect(controls.find(({ control }) => control === 'database-encrypted')).toMatchObject({
      result: 'failed',
      numbers: ['HIPAA 164.312(a)(2)(iv)', 'HIPAA 164.312(e)(2)(ii)'],
    });
    expect(controls.find(({ control }) => control === 'dynamodb-kms')).toMatchObject({
      result: 'not-assessed',
    });
  });

  it('is Markdown in which no text of others means anything', async () => {
    const { code, stdout } = await idp('check', 'foo', '--profile', 'basic', '--output', 'markdown');

    expect(code).toBe(7);
    expect(stdout).toContain('### Compliance: basic');
    expect(stdout).toContain('| control | numbers | object | found | to pass |');
    expect(stdout).toContain('block &#124; it');
  });

  it('silences what an exception is about, lists it, and says which one silences nothing', async () => {
    writeFileSync(join(cwd, 'compliance.yaml'), exceptions('2099-12-31'));
    const { code, stdout } = await idp('stacks', 'check', 'shop', '--profile', 'basic');

    expect(code).toBe(7);
    expect(stdout).toContain('excepted  s3-public-access');
    expect(stdout).toContain('Excepted by public-site until 2099-12-31: it serves the public website');
    expect(stdout).toContain(
      'unused exception  idle (kms-rotation, until 2099-01-31) silences nothing here. Remove it.',
    );
    expect(stdout).toContain('failed  database-encrypted');
    expect(stdout).not.toContain('failed  s3-public-access');
  });

  it('counts what an ended exception was about, and says that it has ended', async () => {
    writeFileSync(join(cwd, 'other.yaml'), exceptions('2020-01-31'));
    const { stdout } = await idp(
      'stacks',
      'check',
      '--all',
      '--profile',
      'basic',
      '--exceptions',
      'other.yaml',
    );

    expect(stdout).toContain('failed  s3-public-access');
    expect(stdout).toContain('The exception public-site has ended on 2020-01-31.');
  });

  it('is about every environment of a stack: of its files, and those that no file names any more', async () => {
    const { stdout } = await idp('stacks', 'check', 'shop', '--profile', 'soc2', '--json');
    const { environments } = JSON.parse(stdout) as {
      environments: { environment: string; controls: { notAssessed: { why: string }[] }[] }[];
    };

    expect(environments.map(({ environment }) => environment)).toEqual([
      'shop.gone',
      'shop.later',
      'shop.web',
    ]);
    expect(environments[0]?.controls[0]?.notAssessed[0]?.why).toBe('it has no plan yet');
    expect(environments[1]?.controls[0]?.notAssessed[0]?.why).toBe('it does not exist yet');
  });

  const check = '01JD3V8K2N7Q4R5S6T7V8W9CHK';
  const checked = {
    ...view('foo', true),
    drift: { at: '2026-01-02T00:00:00.000Z', check, objects: 1, causes: 1 },
  };
  const waits = { ...checked, run: { ...views.waiting().run, id: run } };
  const scanning = {
    controls: [
      {
        control: 'ecr-scanning',
        passed: [],
        failed: [{ address: 'aws_ecr_repository.opened', value: 'off', fix: 'set it' }],
        notAssessed: [],
      },
    ],
    unjudged: [],
  };

  it.each([
    [
      'what the last check found',
      checked,
      planDocument({ compliance: scanning }),
      `as the check ${check} found it`,
    ],
    [
      'the plan that waits, whatever a check found',
      waits,
      planDocument({ compliance: scanning }),
      'not applied yet',
    ],
    [
      'what was applied, where a check left no plan',
      checked,
      problem(404, 'PlanNotFound'),
      `plan of run ${run}`,
    ],
  ])('judges %s', async (_, environment, found, by) => {
    await api.stop();
    api = await startFakeApi({
      'GET /environments/foo': environment,
      [`GET /runs/${check}/plan`]: found,
      [`GET /runs/${run}/plan`]: planDocument({ compliance }),
    });
    const { code, stdout } = await idp('check', 'foo', '--profile', 'basic');

    expect(code).toBe(7);
    expect(stdout).toContain(by);
    expect(stdout.includes('aws_ecr_repository.opened')).toBe(by.includes(check));
  });

  it.each([
    ['without a plan', view('foo', false), {}, 'it has no plan yet'],
    [
      'of before there were controls',
      view('foo', true),
      planDocument({}),
      "run 'idp update foo --plan-only'",
    ],
    [
      'whose plan is kept no more',
      view('foo', true),
      problem(404, 'PlanNotFound'),
      'its plan is no longer stored',
    ],
  ])('passes nothing of an environment %s', async (_, environment, plan, why) => {
    await api.stop();
    api = await startFakeApi({ 'GET /environments/foo': environment, [`GET /runs/${run}/plan`]: plan });
    const { code, stdout } = await idp('check', 'foo', '--profile', 'soc2');

    expect(code).toBe(0);
    expect(stdout).toContain(why);
    expect(stdout).toMatch(/Profile soc2: \d+ not assessed\./);
  });

  it('judges a plan in a file, and asks no control plane', async () => {
    const { code, stdout } = await idp('check', '--plan', planted, '--profile', 'basic');

    expect(code).toBe(7);
    expect(stdout).toContain('aws_s3_bucket.open: block_public_acls is false');
    expect(stdout).toContain('(CIS 2.1.4, AWS FSBP S3.8)');
    expect(api.received).toEqual([]);
  });

  it.each([
    [['check', 'foo'], 'The profile is missing.'],
    [['check', 'foo', '--profile', 'iso'], "'iso' is invalid"],
    [['check', '--profile', 'pci'], 'The environment is missing.'],
    [['check', 'foo', '--plan', planted, '--profile', 'pci'], 'cannot be combined'],
    [['check', '--plan', '/nowhere.json', '--profile', 'pci'], '/nowhere.json is not a plan'],
    [['stacks', 'check', '--profile', 'pci'], 'use --all'],
    [['stacks', 'list', '--output', 'markdown'], 'does not print Markdown'],
    [['stacks', 'list', '--full'], 'does not use --full'],
  ])('refuses %j with what to type', async (argv, words) => {
    const { code, stderr } = await idp(...argv);

    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  it.each([
    [
      'of an unknown control',
      exceptions('2099-01-31').replace('s3-public-access', 's3-publik-access'),
      'did you mean s3-public-access?',
    ],
    [
      'without an end',
      exceptions('2099-01-31').replace(/ {4}until: 2099-01-31\n {2}- name: idle/, '  - name: idle'),
      'exceptions.0.until',
    ],
    ['that is no YAML', 'exceptions: [', 'compliance.yaml cannot be read'],
  ])('refuses a file of exceptions %s, by its field', async (_, text, words) => {
    writeFileSync(join(cwd, 'compliance.yaml'), text);
    const { code, stderr } = await idp('check', 'foo', '--profile', 'pci');

    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  it('finds no stack that is neither in the folder nor among the environments', async () => {
    const { code, stderr } = await idp('stacks', 'check', 'shpo', '--profile', 'pci');

    expect([code, stderr]).toEqual([4, expect.stringContaining("There is no stack 'shpo'")]);
  });

  it('reaches the control plane by the profile of the variables, as the flag is the one of compliance', async () => {
    const { code } = await runIdp(['check', 'foo', '--profile', 'soc2'], {
      cwd,
      env: { IDP_URL: api.url, IDP_TOKEN: 't' },
    });

    expect(code).toBe(7);
  });
});
