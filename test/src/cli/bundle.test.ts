import { execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { buildBundle, type Bundle, bundlePath, bundles } from '../../../scripts/build/bundles';
import { commandTable } from '../../../src/cli/command-table';
import { oldestNode, whyUnfit } from '../../../src/client/fit-to-run';
import packageJson from '../../../package.json';
import { views } from '../../support/builders/views';
import { ada, estimate } from '../../support/cli/estimates';
import { type FakeApi, startFakeApi } from '../../support/cli/fake-api';
import { nodes, olderNode, versionOf } from '../../support/nodes';

const root = process.cwd();
/** Nothing of the checkout stands in it or above it, so that whatever a bundle needs must be inside it. */
const empty = mkdtempSync(join(tmpdir(), 'leasehold-bundles-'));
const inFolder = (bundle: Bundle) => ({
  ...bundle,
  folder: relative(root, join(empty, bundle.folder.replace('dist', 'built'))),
});
const shipped = bundles.filter(({ name }) => name.startsWith('idp') || name.endsWith('-action'));
const fileOf = (name: string) => bundlePath(root, inFolder(bundles.find((one) => one.name === name)!));
const command = fileOf('idp');
const exec = promisify(execFile);
let node = process.execPath;
const run = async (...args: string[]) => (await exec(node, args, { cwd: empty })).stdout;

/** How `idp` ends, and what it said. */
interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the shipped `idp` with these variables and no others. */
const idp = (args: string[], env: Record<string, string> = {}, stdout: 'read' | 'closed' = 'read') =>
  new Promise<Ended>((resolve, reject) => {
    const variables = { PATH: process.env.PATH, HOME: empty, ...env };
    const child = spawn(node, [command, ...args], { env: variables, cwd: empty });
    const said = { stdout: '', stderr: '' };
    if (stdout === 'closed') child.stdout.destroy();
    else child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.on('error', reject).on('close', (code) => resolve({ code, ...said }));
    child.stdin.end();
  });

/** Makes a child take its stdout for a terminal that is so wide. */
function terminalOf(columns: number): Record<string, string> {
  const preload = join(empty, `terminal-${columns}.cjs`);
  writeFileSync(
    preload,
    `require('tty').isatty = () => true;
     require('fs').fstatSync = () => ({ isCharacterDevice: () => true });
     Object.assign(process.stdout, { isTTY: true, columns: ${columns} });`,
  );
  return { NODE_OPTIONS: `--require=${preload}` };
}

/** Every file that Node reads before the first line of `file` runs. */
function loadedAtOnce(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:from|^import)"(\.\/[^"]+)"/gm))
    loadedAtOnce(join(dirname(file), path!), seen);
  return seen;
}

beforeAll(() => Promise.all(shipped.map((bundle) => buildBundle(root, inFolder(bundle)))), 120_000);
afterAll(() => rmSync(empty, { recursive: true, force: true }));

describe.each(nodes)('with the $name Node of those it is for', ({ path }) => {
  beforeAll(() => void (node = path));

  describe('the shipped idp', () => {
    it('runs by itself and explains itself', async () => {
      const { stdout } = await exec(command, ['--help'], { cwd: empty });

      expect(stdout).toContain('Usage: idp [options] [command]');
    });

    it.each([['--help'], ['help'], ['--version'], ['list', '--help']])(
      'says to %j what its program says',
      async (...args) => {
        expect(await run(command, ...args)).toBe(await run(fileOf('idp-program'), ...args));
      },
    );

    it.each([40, 60, 79])('folds its overview in a terminal of %d cells', async (columns) => {
      const { stdout } = await idp(['--help'], terminalOf(columns));

      expect(stdout).toContain('Usage: idp [options] [command]');
      expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
    });

    it.each([80, 200])('says its overview as it is in a terminal of %d cells', async (columns) => {
      expect(await idp(['--help'], terminalOf(columns))).toEqual(await idp(['--help']));
    });

    it('loads little before it knows what is wanted', () => {
      const texts = [command, ...loadedAtOnce(fileOf('idp-program'))].map((file) =>
        readFileSync(file, 'utf8'),
      );

      expect(texts.join('')).toContain('Create cloud environments');
      expect(texts.join('').length).toBeLessThan(100_000);
      for (const text of texts) expect(text).not.toContain('ZodError');
    });

    it('can load whatever it loads late', async () => {
      const folder = dirname(fileOf('idp-program'));
      const files = readdirSync(folder).filter((file) => file.endsWith('.js') && file !== 'idp.js');
      const script = join(empty, 'load-all.mjs');
      writeFileSync(
        script,
        files.map((file) => `await import(${JSON.stringify(join(folder, file))});`).join('\n'),
      );

      await run(script);

      expect(files.length).toBeGreaterThan(commandTable.length);
    });

    it('explains every command', async () => {
      const folder = dirname(fileOf('idp-program'));
      const loaded = commandTable.map(({ name }) => name);
      const script = join(folder, 'help-all.mjs');
      // One process for all: each command is described anew, in the program as it was built.
      writeFileSync(
        script,
        loaded
          .map((name) => `process.argv = ['', '', '${name}', '--help']; await import('./idp.js?${name}');`)
          .join('\n'),
      );

      const said = await run(script);

      for (const name of loaded) expect(said).toMatch(new RegExp(`^Usage: idp ${name}[ |]`, 'm'));
    });
  });

  describe('the shipped idp, as it is used', () => {
    let api: FakeApi;
    const known = () => ({ IDP_URL: api.url, IDP_TOKEN: 't' });

    beforeEach(async () => {
      api = await startFakeApi({
        'GET /me': ada,
        'GET /templates/playground': {
          name: 'playground',
          version: '1.0.1',
          manifest: { inputs: { properties: {} } },
        },
        'POST /estimates': estimate,
        'POST /environments': views.planning(),
        'GET /environments/foo': views.ready(),
        'PATCH /environments/foo': views.planning(),
        'GET /environments': { items: Array.from({ length: 500 }, () => views.ready()), next: null },
      });
    });
    afterEach(() => api.stop());

    it.each([
      ['in.yaml', 'resources: 2\nlist: [a, b]\n'],
      ['in.yml', '# with a comment\nresources: 2\nlist:\n  - a\n  - b\n'],
      ['in.json', '{"resources":2,"list":["a","b"]}'],
    ])('reads inputs from %s', async (file, text) => {
      writeFileSync(join(empty, file), text);
      const flags = ['--input-file', file, '--yes', '--no-wait'];

      const created = await idp(['create', '-t', 'playground', '-n', 'foo', ...flags], known());
      const updated = await idp(['update', 'foo', ...flags], known());

      expect([created.code, updated.code, created.stderr]).toEqual([0, 0, '']);
      const inputs = { resources: 2, list: ['a', 'b'] };
      expect(api.to('POST /environments')[0]?.body).toMatchObject({ inputs });
      expect(api.to('PATCH /environments/foo')[0]?.body).toMatchObject({ inputs });
    });

    it.each([
      [['create', '-t', 'playground', '-n', 'foo', '--yes', '--no-wait'], 'POST /environments'],
      [['list'], 'GET /environments'],
      [['list', '--json'], 'GET /environments'],
    ])('does what it was asked for though nobody reads what it says: %j', async (args, route) => {
      const { code, stderr } = await idp(args, known(), 'closed');

      expect([code, stderr]).toEqual([0, '']);
      expect(api.to(route)).toHaveLength(1);
    });

    it('says in one line that its folder is gone', async () => {
      const gone = join(empty, 'gone');
      mkdirSync(gone);
      const script = `cd '${gone}' && rmdir '${gone}' && '${node}' '${command}' list`;

      const ended = await exec('sh', ['-c', script]).catch((error: unknown) => error);

      expect(ended).toMatchObject({
        code: 1,
        stdout: '',
        stderr: 'Error: The folder that you are in is gone; change to another one.\n',
      });
    });
  });

  describe('a proxy', () => {
    const asked: string[] = [];
    let status = 403;
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    });
    const at = () => `http://ada:s3cret@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const plane = { IDP_URL: 'https://leasehold.invalid', IDP_TOKEN: 't' };

    beforeAll(() => new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve)));
    beforeEach(() => asked.splice(0));
    afterAll(() => new Promise((resolve) => proxy.close(resolve)));

    it.each(['HTTPS_PROXY', 'https_proxy'])(
      'that %s names is asked, and its answer is said',
      async (name) => {
        status = 407;
        const { code, stderr } = await idp(['me'], { ...plane, [name]: at() });

        expect([code, asked]).toEqual([6, ['leasehold.invalid:443']]);
        expect(stderr).toContain('a proxy returned 407');
        expect(stderr).toContain(
          `through the proxy http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        );
        expect(stderr).not.toContain('s3cret');
      },
    );

    it('is not asked for what NO_PROXY names, or for this machine', async () => {
      const api = await startFakeApi({ 'GET /me': ada });
      const local = await idp(['me'], {
        IDP_URL: api.url,
        IDP_TOKEN: 't',
        HTTPS_PROXY: at(),
        HTTP_PROXY: at(),
      });
      const port = new URL(api.url).port;
      await idp(['me'], { ...plane, IDP_URL: `https://localhost:${port}`, HTTPS_PROXY: at() });
      await api.stop();

      expect([local.code, asked]).toEqual([0, []]);
    });

    it('that is none is named where it would be taken, and nowhere else', async () => {
      const api = await startFakeApi({ 'GET /me': ada });
      const local = await idp(['me'], { IDP_URL: api.url, IDP_TOKEN: 't', HTTPS_PROXY: 'socks5://x:1' });
      const away = await idp(['me'], { ...plane, HTTPS_PROXY: 'socks5://x:1' });
      await api.stop();

      expect([local.code, away.code]).toEqual([0, 2]);
      expect(away.stderr).toContain('HTTPS_PROXY is not the address of an HTTP proxy');
    });
  });

  describe('the shipped actions', () => {
    it.each(shipped.filter(({ name }) => name.endsWith('-action')).map(({ name }) => name))(
      '%s runs by itself, and names what it was not given',
      async (name) => {
        const alone = mkdtempSync(join(empty, 'alone-'));
        cpSync(fileOf(name), join(alone, 'action.mjs'));
        const ended = await exec(node, ['action.mjs'], {
          cwd: alone,
          env: { PATH: process.env.PATH },
        }).then(
          (said) => ({ code: 0, ...said }),
          (error: Ended) => error,
        );

        expect(ended.code).toBeGreaterThan(0);
        expect(ended.stdout + ended.stderr).not.toMatch(
          /ERR_MODULE_NOT_FOUND|Cannot find|is not a function|Dynamic require/,
        );
      },
    );
  });
});

describe('the Node that idp is started with', () => {
  it('is the one that package.json asks for', () => {
    expect(packageJson.engines.node).toBe(`>=${oldestNode.join('.')}`);
  });

  it('is tested with its oldest and with the newest that has long-term support', () => {
    if (process.platform !== 'linux') return;
    const [oldest, newest] = nodes.map(({ path }) => versionOf(path).split('.').slice(0, 2).map(Number));

    expect(oldest).toEqual(oldestNode);
    expect(execFileSync(nodes[1]!.path, ['-p', 'process.release.lts'], { encoding: 'utf8' })).toMatch(
      /^[A-Z]/,
    );
    expect(newest![0]).toBeGreaterThan(oldestNode[0]);
  });

  it.each(['14.21.3', '16.20.2', '18.20.8', '20.20.2', '22.12.9'])(
    'is refused in one line: %s',
    (version) => {
      expect(whyUnfit(version, () => '/')).toBe(
        `Leasehold needs Node ${oldestNode.join('.')} or newer; this is ${version}.`,
      );
    },
  );

  it.each(shipped.map(({ name }) => name).filter((name) => name !== 'idp-program'))(
    'is refused by %s itself, before it asks for anything',
    async (name) => {
      const old = olderNode();
      if (old === undefined)
        return void process.stderr.write('not run: this machine has no Node that is refused.\n');
      const ended = await exec(old, [fileOf(name)], { cwd: empty, env: {} }).catch((error: Ended) => error);

      expect(ended).toMatchObject({ code: 1 });
      expect(ended.stdout + ended.stderr).toMatch(
        /^(Error: |::error::)Leasehold needs Node 22\.13 or newer; this is [\d.]+\..*\n$/,
      );
    },
  );

  it.each([oldestNode.join('.'), '22.23.3', '24.0.0', '100.1.2'])('is taken: %s', (version) => {
    expect(whyUnfit(version, () => '/')).toBeUndefined();
  });

  it('reads the launcher, however old it is', () => {
    const text = readFileSync(command, 'utf8');

    expect(text).toContain('import(');
    expect(text).not.toMatch(/\?\?|\?\.[a-z(]|require\("node:|#[a-z]+[=(]|static ?\{/);
  });
});
