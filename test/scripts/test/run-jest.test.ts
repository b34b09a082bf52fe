import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJest } from '../../../scripts/test/run-jest';

describe('runJest', () => {
  const limits = { total: 300_000, linger: 2_000 };
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-run-jest-'));
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(process.cwd(), 'node_modules', 'jest'), join(root, 'node_modules', 'jest'));
    writeFileSync(join(root, 'package.json'), '{ "jest": { "transform": {} } }');
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  it('reports tests that pass and fail, and adds nothing', async () => {
    writeFileSync(
      join(root, 'a.test.js'),
      "it('passes', () => {});\nit('fails', () => { throw new Error('no'); });",
    );

    const { report, failures } = await runJest(root, [], limits);

    expect(report).toMatchObject({ numPassedTests: 1, numFailedTests: 1 });
    expect(failures).toEqual([]);
  });

  it('fails when there is no test at all', async () => {
    const { failures } = await runJest(root, [], limits);

    expect(failures).toHaveLength(1);
  });

  it('ends a run that hangs after its last test, and says so', async () => {
    writeFileSync(join(root, 'a.test.js'), "it('passes', () => { setInterval(() => {}, 1000); });");

    const { report, failures } = await runJest(root, ['--runInBand'], limits);

    expect(report).toMatchObject({ numPassedTests: 1 });
    expect(failures).toEqual(['Jest did not exit after its last test: something is still open.']);
  });

  it('ends a run that takes too long, and claims no passed test', async () => {
    writeFileSync(
      join(root, 'a.test.js'),
      "it('hangs', () => new Promise((done) => setTimeout(done, 60000)), 90000);",
    );

    const { report, failures } = await runJest(root, ['--runInBand'], { total: 3_000, linger: 1_000 });

    expect(report).toBeUndefined();
    expect(failures).toEqual(['Jest took more than 0.05 minutes.']);
  });

  it('fails when jest crashes before it writes a report', async () => {
    writeFileSync(join(root, 'a.test.js'), "it('kills', () => process.kill(process.pid, 'SIGKILL'));");

    const { report, failures } = await runJest(root, ['--runInBand'], limits);

    expect(report).toBeUndefined();
    expect(failures).toHaveLength(1);
  });
});
