import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lostHeavyTests, lostTests, namesFile, replacedFile } from '../../../scripts/test/test-names';
import type { JestReport } from '../../../scripts/test/test-report';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leasehold-names-'));
  mkdirSync(join(root, 'test', 'heavy'), { recursive: true });
  plant(replacedFile, '# old => new');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(file: string, ...lines: string[]): void {
  writeFileSync(join(root, file), `${lines.join('\n')}\n`);
}

/** A report of tests that passed, by file. */
function reportOf(files: Record<string, string[]>, status = 'passed'): JestReport {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: Object.entries(files).map(([file, names]) => ({
      name: join(root, file),
      assertionResults: names.map((fullName) => ({ status, fullName })),
    })),
  };
}

describe('lostTests', () => {
  it('names a test of the list that was not run', () => {
    plant(namesFile, 'test/a.test.ts › room one', 'test/a.test.ts › room two');

    expect(lostTests(reportOf({ 'test/a.test.ts': ['room two'] }), root)).toEqual([
      'Lost test: test/a.test.ts › room one',
    ]);
  });

  it('does not take a skipped test for one that was run', () => {
    plant(namesFile, 'test/a.test.ts › room one');

    expect(lostTests(reportOf({ 'test/a.test.ts': ['room one'] }, 'pending'), root)).toHaveLength(1);
  });

  it('accepts a test that another one replaces, which must be run itself', () => {
    plant(namesFile, 'test/a.test.ts › room one');
    plant(replacedFile, 'test/a.test.ts › room one => test/b.test.ts › room one');

    expect(lostTests(reportOf({ 'test/b.test.ts': ['room one'] }), root)).toEqual([]);
    expect(lostTests(reportOf({ 'test/b.test.ts': ['another'] }), root)).toEqual([
      'No such test replaces another: test/b.test.ts › room one',
    ]);
  });

  it('refuses a row that replaces what is not in the list', () => {
    plant(namesFile);
    plant(replacedFile, 'test/a.test.ts › room one => test/b.test.ts › room one');

    expect(lostTests(reportOf({ 'test/b.test.ts': ['room one'] }), root)).toHaveLength(1);
  });

  it('refuses a row that has no new test', () => {
    plant(namesFile);
    plant(replacedFile, 'test/a.test.ts › room one');

    expect(() => lostTests(reportOf({}), root)).toThrow('old => new');
  });

  it('finds the title of a heavy proof in its file, whatever it fills in', () => {
    plant('test/heavy/a.test.ts', "describe('a stage', () => {", "  it.each(cases)('outlives %s of it', f);");
    plant(
      namesFile,
      'test/heavy/a.test.ts › a stage outlives the end of it',
      'test/heavy/a.test.ts › a stage starts anew',
      'test/heavy/b.test.ts › a stage outlives the end of it',
    );

    expect(lostTests(reportOf({}), root)).toEqual([
      'Lost test: test/heavy/a.test.ts › a stage starts anew',
      'Lost test: test/heavy/b.test.ts › a stage outlives the end of it',
    ]);
  });

  it('looks for no test of a file that could not be loaded', () => {
    plant(namesFile, 'test/a.test.ts › room one');

    expect(lostTests(reportOf({ 'test/a.test.ts': [] }), root)).toEqual([]);
  });

  it('compares names without what each run makes anew', () => {
    const stack = 'Error: no\n    at f (/clone/test/a.test.ts:1:2)\n    at /clone/b.js:3:4 {\n  limit: 1\n}';
    plant(namesFile, 'test/a.test.ts › prints Error: no { limit: 1 } at <date>, with \\u0000');

    const report = reportOf({
      'test/a.test.ts': [`prints ${stack} at Thu, 26 Nov 2026 04:58:32 GMT, with \u0000`],
    });

    expect(lostTests(report, root)).toEqual([]);
  });
});

describe('lostHeavyTests', () => {
  it('names tests of the files that were run only, and the new ones of rows', () => {
    plant(namesFile, 'test/heavy/a.test.ts › one', 'test/heavy/b.test.ts › one', 'test/a.test.ts › old');
    plant(replacedFile, 'test/a.test.ts › old => test/heavy/a.test.ts › new');

    const report = reportOf({ 'test/heavy/a.test.ts': ['another'] });

    expect(lostHeavyTests(report, root)).toEqual([
      'Lost test: test/heavy/a.test.ts › one',
      'Lost test: test/heavy/a.test.ts › new',
    ]);
  });
});
