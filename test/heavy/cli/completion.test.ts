import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { buildBundle, bundlePath, bundles } from '../../../scripts/build/bundles';
import { views } from '../../support/builders/views';
import { type FakeApi, startFakeApi } from '../../support/cli/fake-api';
import { isInstalled, openTerminal, type Terminal } from '../../support/cli/tmux';

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'leasehold-shells-'));
const built = (name: string) => {
  const bundle = bundles.find((one) => one.name === name)!;
  return { ...bundle, folder: relative(root, join(folder, bundle.folder)) };
};
const list = (...items: object[]) => ({ items, next: null });

/** How each shell is started so that it knows nothing but its own completion and that of idp. */
const shells = {
  bash: 'bash --noprofile --rcfile ./bashrc -i',
  zsh: 'zsh -i',
  fish: 'fish',
};
const rows = Object.entries(shells);

beforeAll(async () => {
  await Promise.all(['idp', 'idp-program'].map((name) => buildBundle(root, built(name))));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(bundlePath(root, built('idp')), join(bin, 'idp'));
  symlinkSync(process.execPath, join(bin, 'node'));
  chmodSync(bundlePath(root, built('idp')), 0o755);
  writeFileSync(join(folder, 'bashrc'), 'PS1="READY "; source <(idp completion bash)\n');
  writeFileSync(join(folder, '.zshrc'), 'PS1="READY "; source <(idp completion zsh)\n');
  const fish = join(folder, '.config', 'fish', 'config.fish');
  mkdirSync(dirname(fish), { recursive: true });
  writeFileSync(
    fish,
    "set fish_greeting\nfunction fish_prompt; echo 'READY '; end\nidp completion fish | source\n",
  );
  writeFileSync(join(folder, 'inputs.yaml'), '');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(rows)('completion in a real %s', (shell, command) => {
  const runs = isInstalled('tmux') && isInstalled(shell);
  let api: FakeApi;
  let terminal: Terminal;

  beforeEach(async () => {
    api = await startFakeApi({
      'GET /environments': list(
        { ...views.ready(), name: 'shop-staging' },
        { ...views.ready(), name: 'web' },
      ),
      'GET /templates': list(
        { name: 'playground', title: 'Playground' },
        { name: 'api-database', title: 'An API' },
      ),
      'GET /templates/playground': {
        name: 'playground',
        version: '1.0.0',
        manifest: { inputs: { properties: { resources: { type: 'integer', description: 'How many' } } } },
      },
    });
    if (!runs) return;
    const env = {
      PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
      HOME: folder,
      ZDOTDIR: folder,
      IDP_URL: api.url,
      IDP_TOKEN: 't',
      TERM: 'xterm',
      LANG: 'C.UTF-8',
      SHELL: '/bin/sh',
    };
    terminal = openTerminal(`cd ${folder} && ${command}`, { columns: 100, env });
    await terminal.shows(/READY/);
  });
  afterEach(async () => {
    if (runs) terminal.close();
    await api.stop();
  });

  it.each([
    ['idp stat', /idp status ~/],
    ['idp status sh', /idp status shop-staging ~/],
    ['idp create -t pl', /idp create -t playground ~/],
    ['idp create --template=api', /--template=api-database ~/],
    ['idp list --output js', /--output json ~/],
    ['idp list --output=js', /--output=json ~/],
    ['idp create -t playground -i reso', /-i resources=~/],
    ['idp create --input-file inp', /--input-file inputs\.yaml/],
    ['idp create --input-file=inp', /--input-file=inputs\.yaml/],
    ['idp destroy --y', /idp destroy --yes ~/],
  ])(`finishes %s`, async (typed, pattern) => {
    if (!runs) return void process.stderr.write(`not run: this machine has no tmux or no ${shell}.\n`);

    terminal.press(typed, 'Tab', '~');

    await terminal.shows(pattern);
  });

  it('lists what there is', async () => {
    if (!runs) return void process.stderr.write(`not run: this machine has no tmux or no ${shell}.\n`);

    terminal.press('idp status ', 'Tab', 'Tab');
    await terminal.shows(/shop-staging[^]*web/);
  });

  it('stays silent without a control plane', async () => {
    if (!runs) return void process.stderr.write(`not run: this machine has no tmux or no ${shell}.\n`);
    await api.stop();

    terminal.press('idp status ', 'Tab', 'Tab', 'foo');

    expect(await terminal.shows(/idp status +foo/)).not.toMatch(/rror|respond/);
  });
});
