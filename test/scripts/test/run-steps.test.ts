import { tmpdir } from 'node:os';
import { runSteps, type Step } from '../../../scripts/test/run-steps';

const node = (name: string, script: string, minutes = 1): Step => ({
  name,
  path: process.execPath,
  args: ['--eval', script],
  minutes,
});
const limits = { root: tmpdir(), minutes: 40 };

describe('runSteps', () => {
  it('counts what the closing line of each step counts', async () => {
    const { counts } = await runSteps(
      [node('a', "console.log('3 passed, 0 failed')"), node('b', "console.log('1 passed, 2 failed')")],
      limits,
    );

    expect(counts).toEqual([
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 1, failed: 2, skipped: 0 },
    ]);
  });

  it('counts a step without a closing line as one test', async () => {
    const { counts } = await runSteps([node('a', ''), node('b', 'process.exitCode = 3')], limits);

    expect(counts).toEqual([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 0, failed: 1, skipped: 0 },
    ]);
  });

  it('counts a step that fails although its closing line names no failure as one failed', async () => {
    const step = node('a', "console.log('3 passed, 0 failed'); process.exitCode = 1;");

    const { counts, lines } = await runSteps([step], limits);

    expect(counts).toEqual([{ passed: 3, failed: 1, skipped: 0 }]);
    expect(lines[0]).toContain('exit code 1');
  });

  it('leaves a step that no longer fits to the nightly run, and runs a shorter one after it', async () => {
    const { counts, lines } = await runSteps(
      [node('first', ''), node('long', '', 50), node('short', '')],
      limits,
    );

    expect(counts).toHaveLength(2);
    expect(lines[1]).toMatch(/^long: left to the nightly run; it needs 50\.0 min here/);
    expect(lines[2]).toMatch(/^short: 0\.\d min.*, passed$/);
  });

  it('expects later steps to be as much slower than the first one was', async () => {
    const slow = node('first', 'setTimeout(() => undefined, 600)', 0.001);

    const { lines } = await runSteps([slow, node('second', '', 5)], limits);

    expect(lines[1]).toContain('left to the nightly run');
  });
});
