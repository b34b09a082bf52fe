import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Part } from '../../../scripts/test/parts';
import { runPart } from '../../../scripts/test/run-part';

/** Stands for tsx, which takes longer to start: runs a program that is plain JavaScript with its arguments. */
const loader = `
  import { readFileSync } from 'node:fs';
  const [, , program, ...args] = process.argv;
  new Function('args', readFileSync(program, 'utf8'))(args);
`;

describe('runPart', () => {
  let root: string;
  let shown: string[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-run-part-'));
    shown = [];
    const note = (chunk: unknown) => shown.push(String(chunk)) > 0;
    jest.spyOn(process.stdout, 'write').mockImplementation(note);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    jest.spyOn(console, 'log').mockImplementation(note);
    jest.spyOn(console, 'error').mockImplementation(note);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };

  describe('of the fault harness', () => {
    const part: Part = { name: 'points-2', kind: 'faults', args: ['--points=2/5'], minutes: 7.5 };

    function run(harness: string, seed?: string) {
      write('node_modules/tsx/dist/cli.mjs', loader);
      write('test/faults/run.ts', harness);
      return runPart(part, { root, shards: 2, seed });
    }

    it('hands its arguments and the seed over, and returns the last counts', async () => {
      const harness =
        "console.log(args.join(' ')); console.log('1 passed, 0 failed\\n9 passed, 0 failed, 2 skipped');";

      expect(await run(harness, '7')).toEqual({ passed: 9, failed: 0, skipped: 2 });
      expect(shown.join('')).toContain('--points=2/5 --seed=7\n');
    });

    it('hands no seed over when none is given', async () => {
      await run("console.log(args.join(' ') + '.');");

      expect(shown.join('')).toContain('--points=2/5.\n');
    });

    it('says what begins, how long it took and how much failed', async () => {
      await run("console.log('3 passed, 1 failed'); process.exitCode = 1;");

      expect(shown[0]).toBe('part points-2: about 7.5 min on two idle cores');
      expect(shown.at(-1)).toMatch(/^part points-2: \d+\.\d min, 1 failed$/);
    });

    it.each([
      ['counts what failed', "console.log('3 passed, 2 failed'); process.exitCode = 1;", 3, 2],
      [
        'one for an end that nothing explains',
        "console.log('3 passed, 0 failed'); process.exitCode = 1;",
        3,
        1,
      ],
      ['one for an end without counts', 'process.exitCode = 1;', 0, 1],
      ['one for a harness that is killed', "process.kill(process.pid, 'SIGKILL');", 0, 1],
      ['nothing that passed for one that says nothing', '', 0, 0],
    ])('returns %s', async (_what, harness, passed, failed) => {
      expect(await run(harness)).toEqual({ passed, failed, skipped: 0 });
    });
  });

  describe('of test files', () => {
    const files = ['test/heavy/a.test.js', 'test/heavy/b.test.js'];
    const part: Part = { name: 'heavy-1', kind: 'tests', files, minutes: 1 };

    beforeEach(() => {
      write('package.json', '{ "jest": { "transform": {} } }');
      mkdirSync(join(root, 'node_modules'));
      symlinkSync(join(process.cwd(), 'node_modules', 'jest'), join(root, 'node_modules', 'jest'));
      write('test/replaced-names.txt', '');
    });

    it('runs its files and no other, and names a listed test that they lack', async () => {
      write('test/heavy/a.test.js', "it('proves a', () => {});");
      write('test/heavy/b.test.js', "it('proves b', () => { throw new Error('no'); });");
      write('test/heavy/c.test.js', "it('proves c', () => {});");
      write('test/test-names.txt', [`${files[0]} › proves a`, `${files[0]} › proves more of a`].join('\n'));

      expect(await runPart(part, { root, shards: 5, seed: undefined })).toEqual({
        passed: 1,
        failed: 2,
        skipped: 0,
      });
      expect(shown).toContain('Lost test: test/heavy/a.test.js › proves more of a');
    });
  });
});
