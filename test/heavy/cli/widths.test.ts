import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, openTerminal } from '../../support/cli/tmux';
import { admin, type TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const bundle = join(process.cwd(), 'dist/bin/idp.cjs');
const runs = isInstalled('tmux');
const name = 'web-of-a-team-with-long-name';

/** What people read on a terminal; values to be copied (outputs, documents) are printed as they are. */
const commands = [
  'list',
  'list --all',
  'templates',
  'template api-service',
  'template playground',
  'targets',
  `status ${name}`,
  `runs ${name}`,
  `events ${name}`,
  `receipt ${name}`,
  'plan waits',
  'status waits',
  'quotas',
  'webhooks list',
  'refusals',
  'image list',
  'me',
  '--help',
  'create --help',
  'template nothing-like-this',
];

describe('what people read on a terminal', () => {
  let on: TestPlane;
  let token: string;

  beforeAll(async () => {
    on = await openPlane();
    await on.idp(['create', '-t', 'playground', '-n', name, '-i', 'resources=3', '--yes']);
    await on.idp(['create', '-t', 'playground', '-n', 'waits', '--plan-only', '--yes']);
    token = await on.plane.mint(admin);
  }, 120_000);

  it.each([80, 120])('has no line that a terminal of %d columns breaks', async (columns) => {
    if (!runs) return void process.stderr.write('not run: this machine has no tmux.\n');
    const home = mkdtempSync(join(tmpdir(), 'leasehold-widths-'));
    const terminal = openTerminal(`cd ${home} && exec sh -i`, {
      columns,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        IDP_URL: on.plane.url,
        IDP_TOKEN: token,
        TERM: 'xterm',
        LANG: 'C.UTF-8',
        PS1: '',
        PAGER: 'cat',
        SHELL: '/bin/sh',
      },
    });
    const broken: string[] = [];
    const silent: string[] = [];
    for (const [at, command] of commands.entries()) {
      terminal.press(`clear; ${process.execPath} ${bundle} ${command}; echo "END"=${at}`, 'Enter');
      await terminal.shows(new RegExp(`END=${at}$`, 'm'));
      const lines = terminal.printed().filter((line) => !line.includes(bundle));
      if (lines.filter((line) => line.trim() !== '').length < 2) silent.push(command);
      broken.push(...lines.filter((line) => line.length > columns).map((line) => `${command}: ${line}`));
    }
    terminal.close();

    expect({ broken, silent }).toEqual({ broken: [], silent: [] });
  });
});
