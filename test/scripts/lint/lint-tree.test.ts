import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintTree } from '../../../scripts/lint/lint-tree';

describe('lintTree', () => {
  let root: string;
  let printed: string[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-lint-'));
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules', 'good.js'), "console.log('all is well');");
    writeFileSync(
      join(root, 'node_modules', 'bad.js'),
      "console.error('line 3 is wrong');\nprocess.exitCode = 2;",
    );
    printed = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  const tool = (name: string, program: string) => ({ name, program, args: [] });

  it('prints one line for each tool, and the output of those that fail only', async () => {
    const failed = await lintTree(root, [tool('layout', 'good.js'), tool('style', 'bad.js')]);

    expect(failed).toEqual(['style']);
    expect(printed.filter((line) => /^(passed|FAILED) {2}/.test(line))).toHaveLength(2);
    expect(printed).toContain('line 3 is wrong');
    expect(printed).not.toContain('all is well');
  });

  it('fails for a tool that does not say what it must', async () => {
    const tools = [
      { ...tool('some modules', 'good.js'), says: /all is/ },
      { ...tool('no module', 'good.js'), says: /[1-9] modules/ },
    ];

    expect(await lintTree(root, tools)).toEqual(['no module']);
  });

  it('fails for a tool that is not there', async () => {
    expect(await lintTree(root, [tool('absent', 'absent.js')])).toEqual(['absent']);
  });
});
