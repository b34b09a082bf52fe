import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ownCall } from '../../../../scripts/test/tool-calls';
import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const digest = 'a'.repeat(64);
const list = (...items: object[]) => ({ items, next: null });
const text = { type: 'string', description: 'A text' };

function template(name: string, version: string, more: { retired?: object } = {}) {
  const inputs = {
    vpc: { vpc_cidr: { ...text, format: 'cidr' }, token: { ...text, sensitive: true } },
    db: { subnets: { type: 'array', items: { type: 'string' }, description: 'Subnets' } },
  }[name];
  return {
    name,
    version,
    bundle: digest,
    manifest: {
      lease: { default: '7d', max: '30d', permanent: false },
      inputs: { type: 'object', additionalProperties: false, properties: inputs, required: [] },
      outputs: { subnet_ids: { description: 'Subnets', sensitive: false, type: 'array' } },
    },
    ...more,
  };
}

const files = {
  'stacks/dev.yaml': `stack: dev
import: [catalog/vpc]
environment: dev
components:
  db:
    template: db@1
    inputs: { subnets: { ref: vpc.subnet_ids } }
  vpc: { inputs: { vpc_cidr: 10.1.0.0/16 } }
`,
  'stacks/catalog/vpc.yaml':
    'components:\n  vpc:\n    template: vpc@^1\n    inputs: { vpc_cidr: 10.0.0.0/16 }\n',
  'stacks/.github/other.yaml': 'on: push\n',
};

describe('idp stacks', () => {
  let cwd: string;
  let api: FakeApi;
  const write = (some: Record<string, string>) => {
    for (const [file, content] of Object.entries(some)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), content);
    }
  };
  const idp = (...argv: string[]) => runIdp(['stacks', ...argv], { url: api.url, cwd });

  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'leasehold-stacks-'));
    write(files);
    api = await startFakeApi({
      'GET /templates': list(
        { name: 'vpc', versions: ['2.0.0', '1.1.0', '1.0.0'] },
        { name: 'db', versions: ['1.0.0'] },
      ),
      'GET /templates/vpc': [
        template('vpc', '1.1.0', { retired: { as: 'withdrawn', reason: 'r' } }),
        template('vpc', '1.0.0'),
      ],
      'GET /templates/db': template('db', '1.0.0'),
      'GET /targets': list({ name: 'dev', region: 'eu-west-1', templates: ['vpc', 'db'] }),
      'GET /summary': {
        at: '2026-01-01T00:00:00.000Z',
        quotas: [{ holder: 'owner', name: 'ada', environments: { limit: 9, used: 1 } }],
      },
    });
  });
  afterEach(async () => {
    await api.stop();
    rmSync(cwd, { recursive: true });
  });

  it('list says what the files say, and asks nobody', async () => {
    const { code, stdout } = await idp('list');
    const document = await idp('list', '--json');

    expect([code, api.received]).toEqual([0, []]);
    expect(stdout).toContain('stacks/dev.yaml  vpc, db');
    expect(JSON.parse(document.stdout)).toEqual([
      {
        name: 'dev',
        environment: 'dev',
        account: null,
        region: null,
        lease: null,
        components: ['vpc', 'db'],
        file: 'stacks/dev.yaml',
      },
    ]);
  });

  it('validate takes the newest version that is in range and not withdrawn, and asks for each once', async () => {
    write({ 'stacks/prod.yaml': files['stacks/dev.yaml'].replace('stack: dev', 'stack: prod') });
    const { code, stdout } = await idp('validate');

    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('2 stacks with 4 components: no problem found.'),
    ]);
    expect(api.to('GET /templates/vpc').map(({ query }) => query['version'])).toEqual(['1.1.0', '1.0.0']);
    expect(api.to('GET /templates/db')).toHaveLength(1);
    expect(stdout).toContain(
      'stacks/dev.yaml:7:31 vpc.subnet_ids (vpc 1.0.0) for subnets of db is checked when its value is known: each element of subnet_ids has no declared type',
    );
  });

  it('validate names every problem with its file as it is opened from here, and ends with 2', async () => {
    write({ 'stacks/prod.yaml': 'stack: prod\nimports: [x]\ncomponents:\n  vpc: { template: vpc@^3 }\n' });
    const { code, stderr } = await idp('validate', './stacks');
    const document = await idp('validate', '--json');

    expect(code).toBe(2);
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'Error: 2 problems in 1 file of ./stacks: (InvalidStacks)',
      "  ./stacks/prod.yaml:2:1 unknown key 'imports': write import",
      '  ./stacks/prod.yaml:4:20 no version of vpc is in ^3: there is 2.0.0, 1.1.0, 1.0.0',
    ]);
    expect(JSON.parse(document.stdout)).toMatchObject({
      error: { code: 'InvalidStacks', issues: [{ field: 'stacks/prod.yaml:2:1' }, {}] },
    });
  });

  it('validate holds targets and quotas against the control plane', async () => {
    write({ 'stacks/prod.yaml': 'stack: prod\ntarget: dve\ncomponents:\n  vpc: { template: vpc@1 }\n' });
    const { code, stderr } = await idp('validate');

    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("stacks/prod.yaml:2:9 there is no target 'dve': did you mean dev?"),
    ]);
  });

  it.each([
    ['no control plane is known', {}, 'No control plane found.'],
    [
      'it does not let the caller in',
      { 'GET /templates': problem(401, 'Unauthenticated') },
      'Unauthenticated.',
    ],
  ])('validate checks what it can where %s, and says what it did not check', async (_, script, reason) => {
    const other = await startFakeApi(script);
    const around = 'GET /templates' in script ? { url: other.url } : {};
    const { code, stdout } = await runIdp(['stacks', 'validate'], { ...around, cwd });
    await other.stop();

    expect(code).toBe(0);
    expect(stdout).toContain(`The templates could not be read from a control plane: ${reason}`);
    expect(stdout).toContain('stacks/dev.yaml:7:31 vpc.subnet_ids was not checked');
  });

  it('show says where each value is from and what it overrode', async () => {
    const { code, stdout } = await idp('show', 'dev', '--sources');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^dev\.vpc {2}\(vpc 1\.0\.0\)$/m);
    expect(stdout).toMatch(
      /vpc_cidr +"10\.1\.0\.0\/16" +stacks\/dev\.yaml:8:30 +overrode stacks\/catalog\/vpc\.yaml:4:25/,
    );
    expect(stdout).toMatch(/subnets +\{"ref":"vpc\.subnet_ids"\} +stacks\/dev\.yaml:7:24/);
  });

  it('show is a document, with sources where they are asked for', async () => {
    const plain = JSON.parse((await idp('show', 'dev', '--json')).stdout) as object;
    const { stdout } = await idp('show', 'dev', '--json', '--sources');

    expect(plain).toMatchObject({
      stack: 'dev',
      components: {
        vpc: { key: 'dev.vpc', label: 'dev-vpc', template: { version: '1.0.0', bundle: digest } },
        db: { references: [{ path: '/subnets', ref: 'vpc.subnet_ids' }] },
      },
    });
    expect(JSON.stringify(plain)).not.toContain('sources');
    expect(JSON.parse(stdout)).toMatchObject({
      components: {
        vpc: {
          sources: [
            {
              path: '/vpc_cidr',
              source: { layer: 1, line: 8, column: 30 },
              overrode: [{ layer: 0, line: 4, column: 25 }],
            },
          ],
        },
      },
    });
  });

  it('show shows nobody a secret that a file holds, and says that it may not', async () => {
    write({
      'stacks/dev.yaml': files['stacks/dev.yaml'].replace('10.1.0.0/16', '10.1.0.0/16, token: hunter2'),
    });
    const shown = [await idp('show', 'dev'), await idp('show', 'dev', '--json'), await idp('validate')];

    expect(shown.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(shown.map(({ stdout, stderr }) => stdout + stderr).join('')).not.toContain('hunter2');
    expect(shown[0]?.stderr).toContain('stacks/dev.yaml:8:50 token of vpc (vpc 1.0.0) is sensitive');
  });

  it('graph says the levels, and draws them', async () => {
    const [lines, dot, mermaid, document] = [
      await idp('graph', 'dev'),
      await idp('graph', 'dev', '--dot'),
      await idp('graph', 'dev', '--mermaid'),
      await idp('graph', 'dev', '--json'),
    ];

    expect(lines.stdout).toBe('Level 1\n  vpc\nLevel 2\n  db\n    uses vpc  (stacks/dev.yaml:7:31)\n');
    expect(dot.stdout).toBe('digraph "dev" {\n  "vpc";\n  "db";\n  "db" -> "vpc";\n}\n');
    expect(mermaid.stdout).toBe('graph TD\n  n0["vpc"]\n  n1["db"]\n  n1 --> n0\n');
    expect(JSON.parse(document.stdout)).toEqual({
      stack: 'dev',
      levels: [['vpc'], ['db']],
      edges: [{ from: 'db', to: 'vpc', by: 'reference', at: 'stacks/dev.yaml:7:31' }],
    });
  });

  it.each([
    [['show', 'dve'], 4, "There is no stack 'dve' in stacks. (StackNotFound)\nDid you mean dev?"],
    [['show'], 2, 'Name the stack'],
    [['graph', 'dev', '--dot', '--mermaid'], 2, '--dot and --mermaid cannot be combined.'],
    [['list', '--sources'], 2, '--sources'],
    [['validate', 'nosuch'], 4, 'The folder'],
    [['build'], 2, 'choices'],
    [['apply'], 2, 'Name the stack'],
    [['show', 'dev', 'more'], 2, "'more' is not allowed"],
  ])('%j is refused', async (argv, expected, words) => {
    const { code, stderr } = await idp(...argv);

    expect([code, stderr]).toEqual([expected, expect.stringContaining(words)]);
  });

  it('a folder without a stack is no success', async () => {
    mkdirSync(join(cwd, 'empty'));
    const { code, stderr } = await idp('validate', 'empty');

    expect([code, stderr]).toEqual([4, expect.stringContaining('There is no stack in empty')]);
  });

  it('a link is not followed, as it may lead out of the folder', async () => {
    write({ 'outside.yaml': 'region: eu-west-1\n' });
    symlinkSync(join(cwd, 'outside.yaml'), join(cwd, 'stacks', 'link.yaml'));
    const { code, stderr } = await idp('validate');

    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('stacks/link.yaml:1:1 the file was not read'),
    ]);
  });

  describe('affected', () => {
    const git = (...args: string[]) => {
      const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
      execFileSync('git', [...who, ...args], { cwd, env: { PATH: process.env['PATH'], [ownCall]: 'true' } });
    };
    const change = (from: string, to: string) =>
      write({ 'stacks/dev.yaml': files['stacks/dev.yaml'].replace(from, to) });

    beforeEach(() => {
      git('init', '--quiet', '--initial-branch=main');
      git('add', '--all');
      git('commit', '--quiet', '--message=one');
    });

    it('compares the files as they are with a commit, and says why, and what follows', async () => {
      change('10.1.0.0/16', '10.2.0.0/16');
      const { code, stdout } = await idp('affected', 'HEAD');
      const document = await idp('affected', 'HEAD', '--json');

      expect([code, stdout]).toEqual([
        0,
        [
          'dev.db  downstream',
          '  it uses vpc.subnet_ids  (stacks/dev.yaml:7:31)',
          'dev.vpc  changed',
          '  vpc_cidr: "10.1.0.0/16" -> "10.2.0.0/16"  (stacks/dev.yaml:8:30)',
          '',
        ].join('\n'),
      ]);
      expect(JSON.parse(document.stdout)).toMatchObject([
        { stack: 'dev', component: 'db', change: 'downstream' },
        {
          component: 'vpc',
          reasons: [{ what: 'vpc_cidr', before: '"10.1.0.0/16"', after: '"10.2.0.0/16"' }],
        },
      ]);
    });

    it('compares two commits, and a comment affects nothing', async () => {
      change('stack: dev', '# a comment\nstack: dev');
      git('commit', '--quiet', '--all', '--message=two');
      change('10.1.0.0/16', '10.2.0.0/16');

      expect(await idp('affected', 'HEAD~1', 'HEAD')).toMatchObject({
        code: 0,
        stdout: 'No component is affected.\n',
      });
    });

    it.each([
      ['what is wrong now is refused', 'import:', 'imports:', 2, "unknown key 'imports': write import"],
      ['a commit must be named', '', '', 2, 'Name the commit to compare with'],
      ['a commit must exist', '', '', 4, 'There is no commit nosuch'],
    ])('%s', async (what, from, to, expected, words) => {
      change(from, to);
      const named = what.includes('named') ? [] : [what.includes('exist') ? 'nosuch' : 'HEAD'];
      const { code, stderr } = await idp('affected', ...named);

      expect([code, stderr]).toEqual([expected, expect.stringContaining(words)]);
    });

    it('says that what it is compared with was wrong', async () => {
      change('import:', 'imports:');
      git('commit', '--quiet', '--all', '--message=wrong');
      write({ 'stacks/dev.yaml': files['stacks/dev.yaml'] });
      const { code, stderr } = await idp('affected', 'HEAD');

      expect([code, stderr]).toEqual([0, expect.stringContaining('at HEAD; what they affect is compared')]);
    });
  });

  describe('affected --with', () => {
    const versions = (...some: object[]) =>
      startFakeApi({
        'GET /templates': list(
          { name: 'vpc', versions: ['2.0.0', '1.0.0'] },
          { name: 'db', versions: ['1.0.0'] },
        ),
        'GET /templates/vpc': some,
        'GET /templates/db': template('db', '1.0.0'),
      });
    const second = (change: object) => {
      const { manifest, ...rest } = template('vpc', '2.0.0');
      return { ...rest, bundle: 'b'.repeat(64), manifest: { ...manifest, ...change } };
    };
    const tryOut = async (answer: object, ...argv: string[]) => {
      await api.stop();
      api = await versions(template('vpc', '1.0.0'), answer);
      return idp('affected', ...argv);
    };

    it('says which components another version affects, without a commit', async () => {
      const { code, stdout } = await tryOut(second({}), '--with', 'vpc=2');

      expect([code, stdout]).toEqual([
        0,
        [
          'dev.db  downstream',
          '  it uses vpc.subnet_ids  (stacks/dev.yaml:7:31)',
          'dev.vpc  changed',
          `  template: vpc 1.0.0 (${digest.slice(0, 12)}) -> vpc 2.0.0 (${'b'.repeat(12)})  (stacks/catalog/vpc.yaml:3:15)`,
          '',
        ].join('\n'),
      ]);
    });

    it('says what would have to be mended first, and still what is affected', async () => {
      const document = await tryOut(second({ outputs: {} }), '--with', 'vpc=2', '--json');
      const { code, stdout } = await tryOut(second({ outputs: {} }), '--with', 'vpc=2');
      const message = "vpc 2.0.0 has no output 'subnet_ids': there are none";

      expect([document.code, JSON.parse(document.stdout)]).toEqual([
        2,
        {
          affected: [
            expect.objectContaining({ component: 'db' }),
            expect.objectContaining({ component: 'vpc' }),
          ],
          problems: [{ file: 'dev.yaml', line: 7, column: 31, message }],
        },
      ]);
      expect([code, stdout]).toEqual([
        2,
        expect.stringContaining(`To fix first:\n  stacks/dev.yaml:7:31 ${message}\n`),
      ]);
    });

    it.each([
      ['the version that is there affects nothing', 'vpc=1.0.0', 0, 'No component is affected.'],
      ['a version that is not there', 'vpc=3', 2, 'no version of vpc is in 3: there is 2.0.0, 1.0.0'],
      ['a template that nobody uses', 'vcp=2', 2, "no component uses the template 'vcp': did you mean vpc?"],
      ['no version', 'vpc', 2, "'vpc' is not a template with a version; write vpc=2"],
      ['a wrong version', 'vpc=two', 2, "'vpc=two' is not a template with a version"],
    ])('%s', async (_, tried, code, words) => {
      const ended = await tryOut(template('vpc', '1.0.0'), '--with', tried);

      expect([ended.code, ended.stdout + ended.stderr]).toEqual([code, expect.stringContaining(words)]);
    });
  });

  it('reads a file once, until it changes or another version of idp looks', async () => {
    const env = { XDG_CACHE_HOME: join(cwd, 'cache') };
    const list = () => runIdp(['stacks', 'list', '--json'], { cwd, env });
    const first = await list();
    const [kept = ''] = readdirSync(join(cwd, 'cache', 'leasehold', 'layers'));
    const file = join(cwd, 'cache', 'leasehold', 'layers', kept);
    const text = readFileSync(file, 'utf8');

    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, text.replaceAll('"dev"', '"kept"'));
    expect((await list()).stdout).toContain('"environment": "kept"');
    for (const broken of [
      '{',
      text.replace('1.2.3', '1.2.2').replaceAll('"dev"', '"kept"'),
      text.replaceAll('[2,', '[7,'),
    ]) {
      writeFileSync(file, broken);
      expect((await list()).stdout).toBe(first.stdout);
    }
  });

  it('completes actions and the stacks of the folder', async () => {
    const words = async (...line: string[]) =>
      (await runIdp(['__complete', 'zsh', 'idp', 'stacks', ...line], { cwd })).stdout
        .split('\n')
        .slice(1)
        .map((one) => one.split('\t')[0]);

    expect(await words('gr')).toEqual(['graph', '']);
    expect(await words('show', '')).toEqual(['dev', '']);
  });
});
