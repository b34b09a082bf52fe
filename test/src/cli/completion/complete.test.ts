import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable } from '../../../../src/cli/command-table';
import { argumentSources } from '../../../../src/cli/completion/sources';
import { described, sourceOf } from '../../../../src/cli/completion/suggest';
import { views } from '../../../support/builders/views';
import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { makeConfigHome, sessionOf } from '../../../support/cli/profiles';
import { runIdp } from '../../../support/cli/terminal';

const schema = {
  properties: {
    size: { description: 'How large', enum: ['small', 'large'] },
    resources: { description: 'How many', type: 'integer' },
    spare: { description: 'A spare', type: 'boolean' },
  },
};
const list = (...items: object[]) => ({ items, next: null });

describe('what may stand where the cursor is', () => {
  let api: FakeApi;
  let home: string;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'leasehold-completion-'));
    api = await startFakeApi({
      'GET /environments': list(views.ready(), { ...views.ready(), name: 'web' }, views.destroyed()),
      'GET /templates': list({ name: 'playground', title: 'Playground' }, { name: 'api', title: 'An API' }),
      'GET /templates/playground': { name: 'playground', version: '1.0.0', manifest: { inputs: schema } },
      'GET /environments/foo': views.ready(),
      'GET /environments/foo/outputs': { endpoint: { sensitive: false, value: 'x' } },
      'GET /targets': list({ name: 'dev', region: 'eu-central-1' }, { name: 'prod', closed: 'no' }),
      'GET /me': { id: 'ada', roles: [], teams: ['shop', 'web'] },
    });
  });
  afterEach(async () => {
    await api.stop();
    rmSync(home, { recursive: true });
  });

  const ask = async (shell: string, ...words: string[]) => {
    const { code, stdout, stderr } = await runIdp(['__complete', shell, ...words], {
      ...api,
      env: { HOME: home },
    });
    const [kind, ...lines] = stdout.trimEnd().split('\n');
    expect([code, stderr]).toEqual([0, '']);
    return { kind, words: lines.map((line) => line.split('\t')[0]), lines };
  };
  const wordsFor = async (line: string) => (await ask('bash', line, ' \t\n"\'><=;|&(:')).words;

  it.each([
    ['idp st', ['status', 'stacks']],
    ['idp status ', ['foo', 'web']],
    ['idp status w', ['web']],
    ['idp status foo ', []],
    ['idp --json status w', ['web']],
    ['idp status --', ['--watch', '--output', '--json', '--url', '--profile', '--debug', '--help']],
    ['idp status --watch --w', []],
    ['idp status --json f', ['foo']],
    ['idp list -o ', ['table', 'json', 'yaml']],
    ['idp list --output=j', ['json']],
    ['idp list --output t', ['table']],
    ['idp list --status st', ['stuck']],
    ['idp create -t pl', ['playground']],
    ['idp create --template=', ['playground', 'api']],
    ['idp create --target ', ['dev']],
    ['idp create --team s', ['shop']],
    ['idp create -t playground -i ', ['size=', 'resources=', 'spare=']],
    ['idp create -t playground -i size=', ['small', 'large']],
    ['idp create -t playground -i spare=t', ['true']],
    ['idp create -tplayground --input size=l', ['large']],
    ['idp create -i ', []],
    ['idp create -n ', []],
    ['idp create ', []],
    ['idp create web -t pl', ['playground']],
    ['idp update foo -i s', ['size=', 'spare=']],
    ['idp outputs foo --only ', ['endpoint']],
    ['idp template "pl', ['playground']],
    ["idp template 'pl", ['playground']],
    ['idp auth log', ['login', 'logout']],
    ['idp completion ', ['bash', 'zsh', 'fish']],
    ['idp help stat', ['status']],
    ['idp nosuch ', []],
    ['idp status -- w', ['web']],
    ['/usr/bin/idp   temp', ['templates', 'template']],
    ['idp --url http://127.0.0.1:1 status ', []],
  ])('in bash after %j', async (line, words) => {
    const found = await wordsFor(line);

    expect(found.sort()).toEqual([...words].sort());
  });

  it('is said with what it means, in one line each', async () => {
    expect((await ask('zsh', 'idp', 'template', 'p')).lines).toEqual(['playground\tPlayground']);
    expect((await ask('fish', 'idp', 'create', '--output=j')).words).toEqual(['--output=json']);
  });

  it.each([
    [['idp', 'create', '--input-file', 'in'], 'in'],
    [['idp', 'create', '--input-file=in'], 'in'],
    [['idp', 'create', '--data', '@in'], 'in'],
    [['idp', 'doctor', '--aws', ''], ''],
  ])('is a file in %j', async (words, begins) => {
    expect(await ask('zsh', ...words)).toMatchObject({ kind: 'file', lines: begins === '' ? [] : [begins] });
  });

  it('is nothing where the control plane is silent for a second', async () => {
    await api.stop();
    api = await startFakeApi({ 'GET /environments': 'silence' });
    const began = performance.now();

    expect(await wordsFor('idp status ')).toEqual([]);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it.each([problem(500, 'Broken'), problem(401, 'Unauthenticated'), { items: 'none' }, 'hang-up' as const])(
    'is nothing, silently, where the answer is %j',
    async (answer) => {
      await api.stop();
      api = await startFakeApi({ 'GET /environments': answer });

      expect(await wordsFor('idp status ')).toEqual([]);
    },
  );

  it('is nothing where the token has ended: it is not made new in passing', async () => {
    const config = makeConfigHome();
    const session = sessionOf({ issuer: api.url, expiresAt: Date.parse('2020-01-01T00:00:00.000Z') });
    config.write('default', { url: api.url, session });
    const env = { ...config.env, XDG_CACHE_HOME: home };

    const { stdout } = await runIdp(['__complete', 'zsh', 'idp', 'status', ''], { env });

    expect([stdout, api.received]).toEqual(['words\n', []]);
    expect(config.read('default').session).toEqual(session);
  });

  it('is a person of the local plane, or a profile, where either is meant', async () => {
    const config = makeConfigHome();
    config.write('prod', { url: api.url, session: null });
    mkdirSync(join(home, '.leasehold'));
    const plane = { url: api.url, token: 't', people: { root: 't', ada: 'a' }, pid: process.pid };
    writeFileSync(join(home, '.leasehold', 'local.json'), JSON.stringify(plane), { mode: 0o600 });
    const wordsAfter = async (flag: string, cwd: string) =>
      (await runIdp(['__complete', 'zsh', 'idp', 'auth', 'login', flag, ''], { env: config.env, cwd }))
        .stdout;

    expect(await wordsAfter('--as', home)).toBe('words\nroot\t\nada\t\n');
    expect(await wordsAfter('--as', '/')).toBe('words\n');
    expect(await wordsAfter('--profile', home)).toBe('words\nprod\t\n');
  });

  it('is nothing without a control plane', async () => {
    const { code, stdout, stderr } = await runIdp(['__complete', 'bash', 'idp status ', '='], {
      env: { HOME: home },
    });

    expect([code, stdout, stderr]).toEqual([0, 'words\n', '']);
  });

  it('never is what a shell would take for more than a word', async () => {
    await api.stop();
    const hostile = ['$(reboot)', 'a b', '`x`', 'a;b', "a'b", 'a\nb', '\u001b[2J', '-rf>x'];
    api = await startFakeApi({
      'GET /environments': list(...hostile.map((name) => ({ ...views.ready(), name })), views.ready()),
    });

    expect(await wordsFor('idp status ')).toEqual(['foo']);
  });

  it('is asked once within seconds, and kept for this user alone', async () => {
    await wordsFor('idp status f');
    await wordsFor('idp destroy w');

    const folder = join(home, '.cache', 'leasehold', 'completion');
    const [file = ''] = readdirSync(folder);
    expect(api.received).toHaveLength(1);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain('secret-token');
  });

  it('is asked again for another control plane, and where what was kept is broken', async () => {
    await wordsFor('idp status f');
    const folder = join(home, '.cache', 'leasehold', 'completion');
    const [file = ''] = readdirSync(folder);
    writeFileSync(join(folder, file), '{"environments ":{"at":1,"names":"x"}}');

    expect(await wordsFor('idp status f')).toEqual(['foo']);
    expect(api.received).toHaveLength(2);
    expect(await wordsFor(`idp --url ${api.url}/other status f`)).toEqual([]);
  });

  it('is known though nothing can be kept', async () => {
    const env = { XDG_CACHE_HOME: '/dev/null' };
    const { stdout } = await runIdp(['__complete', 'zsh', 'idp', 'status', 'w'], { ...api, env });

    expect(stdout).toBe('words\nweb\tready, playground\n');
  });
});

describe('every value that a command takes', () => {
  it.each(commandTable.map((row) => [row.name, row] as const))(
    'has a source of words: %s',
    async (_, row) => {
      const { options, registeredArguments } = await described(row);
      const flags = options.filter((option) => option.required && !option.argChoices && !sourceOf(option));
      const words = registeredArguments.filter((one) => !one.argChoices && !argumentSources[one.name()]);

      expect(flags.map(({ long }) => long)).toEqual([]);
      expect(words.map((one) => one.name())).toEqual([]);
    },
  );
});
