import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShards } from '../../../scripts/test/run-shards';

describe('runShards', () => {
  const limits = { total: 300_000, linger: 2_000 };
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-run-shards-'));
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(process.cwd(), 'node_modules', 'jest'), join(root, 'node_modules', 'jest'));
    writeFileSync(join(root, 'package.json'), '{ "jest": { "transform": {} } }');
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  const writeTest = (name: string, body: string) =>
    writeFileSync(join(root, `${name}.test.js`), `it('${name}', () => { ${body} });`);

  it('runs every file once and counts all of them', async () => {
    for (const name of ['a', 'b', 'c']) writeTest(name, '');
    writeTest('d', "throw new Error('no');");

    const { report, failures } = await runShards(root, { shards: 2, args: [], limits });

    expect(report).toMatchObject({ numPassedTests: 3, numFailedTests: 1 });
    expect(report?.testResults).toHaveLength(4);
    expect(failures).toEqual([]);
  });

  it('tells what hangs in one of them, and has no report when one wrote none', async () => {
    writeTest('a', 'setInterval(() => {}, 1000);');
    const hung = await runShards(root, { shards: 1, args: [], limits });
    writeTest('b', "process.kill(process.pid, 'SIGKILL');");
    const killed = await runShards(root, { shards: 2, args: [], limits });

    expect(hung.failures).toEqual(['Jest did not exit after its last test: something is still open.']);
    expect(killed.report).toBeUndefined();
    expect(killed.failures).not.toEqual([]);
  });
});
