/**
 * `npm test`: lint, the bundles, every test, the sizes; closes with one line `N passed, N failed`. With arguments it
 * runs only the tests that they select (`npm test -- test/src/domain`) and does not ask for the end-to-end proof.
 */
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { machineEnvironment } from '../src/config/machine';
import { runCommand } from './lint/run-command';
import { lintTree } from './lint/lint-tree';
import { printSizes } from './sizes/print-sizes';
import { runJest } from './test/run-jest';
import { slowestFiles, startTimes } from './test/print-times';
import { setUp } from './test/set-up';
import { runShards, withoutHeavy } from './test/run-shards';
import { lostTests } from './test/test-names';
import {
  closingLine,
  countTests,
  exitCodeOf,
  missingEndToEnd,
  saveReport,
  type TestRun,
} from './test/test-report';
import { unlistedCalls } from './test/tool-calls';

const root = join(import.meta.dirname, '..');
const selected = process.argv.slice(2);
const limits = { total: 40 * 60_000, linger: 15_000 };

/** One more than there are cores, as tests often wait; more than four planes with Terraform at once gain nothing on any machine. */
const shards = Math.min(4, availableParallelism() + 1);

async function test(): Promise<TestRun> {
  if (selected.length > 0) return runJest(root, selected, limits);
  const run = await runShards(root, { shards, args: [withoutHeavy], limits });
  if (run.report) saveReport(run.report, root);
  return run;
}

async function build(): Promise<string[]> {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const { code, output } = await runCommand(process.execPath, [tsx, join(root, 'scripts', 'build.ts')], root);
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  build`);
  if (code === 0) return [];
  console.log(output.trimEnd());
  return ['The bundles could not be built.'];
}

/** What a whole run should have run, and did not. */
function missingTests({ report }: TestRun): string[] {
  if (!report || selected.length > 0) return [];
  const proof = missingEndToEnd(report, root);
  return [...(proof === undefined ? [] : [proof]), ...lostTests(report, root)];
}

const times = startTimes();
const machine = {
  env: machineEnvironment(),
  home: homedir(),
  platform: process.platform,
  arch: process.arch,
};
const missing = await setUp(root, machine, (line) => console.log(line));
if (missing.length > 0 && selected.length === 0) {
  console.error(`Missing: ${missing.join(', ')}. Install them as described above, then start again.`);
  process.exit(2);
}
const lintFailures = (await lintTree(root)).map((tool) => `${tool} failed.`);
const buildFailures = await build();
const jest = await test();
const calls = unlistedCalls(jest.calls ?? []);
const failures = [...lintFailures, ...buildFailures, ...jest.failures, ...missingTests(jest), ...calls];

printSizes(root);
if (jest.report)
  for (const line of ['The ten slowest files:', ...slowestFiles(jest.report, root)]) console.log(line);
console.log(`npm test took ${times()}.`);
for (const failure of failures) console.error(failure);
const run = { report: jest.report, failures };
console.log(closingLine(run));
process.exitCode = exitCodeOf(countTests(run));
