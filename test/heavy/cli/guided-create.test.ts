import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, openTerminal, type Terminal } from '../../support/cli/tmux';
import { admin, type TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const bundle = join(process.cwd(), 'dist/bin/idp.cjs');
const runs = isInstalled('tmux');

describe('a person who knows only what is on the screen', () => {
  let on: TestPlane;
  let terminal: Terminal;

  beforeAll(async () => {
    on = await openPlane();
    await on.idp(['templates']);
  });
  beforeEach(async () => {
    if (!runs) return;
    const home = mkdtempSync(join(tmpdir(), 'leasehold-guided-'));
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: home,
      IDP_URL: on.plane.url,
      IDP_TOKEN: await on.plane.mint(admin),
      TERM: 'xterm',
      LANG: 'C.UTF-8',
      PS1: 'PROMPT ',
      SHELL: '/bin/sh',
    };
    terminal = openTerminal(`cd ${home} && exec sh -i`, { columns: 100, env });
    await terminal.shows(/PROMPT/);
    terminal.press(`clear; ${process.execPath} ${bundle} create; echo EXIT=$?`, 'Enter');
    await terminal.shows(/Which template\?/);
  });
  afterEach(() => {
    if (runs) terminal.close();
  });
  const notRun = () => void process.stderr.write('not run: this machine has no tmux.\n');

  /** Goes down a list until the line that is marked has this word. */
  const choose = async (word: string) => {
    for (let at = 0; at < 20; at += 1) {
      const screen = await terminal.shows(/●/);
      if (new RegExp(`● ${word}`).test(screen)) return terminal.press('Enter');
      terminal.press('Down');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`There is no ${word} in the list.`);
  };

  it('gets from idp create to a ready environment, and is told at once what is not taken', async () => {
    if (!runs) return notRun();

    await choose('playground');
    await terminal.shows(/What is its name\?/);
    terminal.press('Not A Name', 'Enter');
    await terminal.shows(/'Not A Name' must be lower-case/);
    terminal.press('guided', 'Enter');
    await terminal.shows(/How long may it live \(at most 30d\)\?/);
    terminal.press('99d', 'Enter');
    await terminal.shows(/'99d' .*at most 30d/);
    terminal.press('2h', 'Enter');
    await terminal.shows(/Estimated cost[^]*Proceed\? \(y\/N\)/);
    terminal.press('y', 'Enter');

    const screen = await terminal.shows(/EXIT=\d/);
    expect(screen).toMatch(/guided is ready/);
    expect(screen).toMatch(/EXIT=0/);
    expect((await on.idp(['status', 'guided', '--json'])).code).toBe(0);
    await on.idp(['destroy', 'guided', '--yes']);
  });

  it('leaves with Ctrl-C at any question, and nothing is made', async () => {
    if (!runs) return notRun();

    await choose('playground');
    await terminal.shows(/What is its name\?/);
    terminal.press('left', 'C-c');

    const screen = await terminal.shows(/EXIT=\d+/);
    expect(screen).toMatch(/Nothing was created\.\n+EXIT=130/);
    terminal.press('stty -a | grep -o " icanon"; echo DONE', 'Enter');
    expect(await terminal.shows(/\nDONE/)).toMatch(/ icanon/);
    expect((await on.idp(['status', 'left'])).code).toBe(4);
  });

  it('leaves with no at the end, and nothing is made', async () => {
    if (!runs) return notRun();

    await choose('playground');
    await terminal.shows(/What is its name\?/);
    terminal.press('declined', 'Enter');
    await terminal.shows(/How long/);
    terminal.press('Enter');
    await terminal.shows(/Proceed\?/);
    terminal.press('Enter');

    expect(await terminal.shows(/EXIT=\d+/)).toMatch(/Nothing was done\.[^]*EXIT=10/);
    expect((await on.idp(['status', 'declined'])).code).toBe(4);
  });
});
