import { type JestLimits, runJest } from './run-jest';
import type { JestReport, TestRun } from './test-report';

/** Which tests to run (jest's own arguments; none is all of them), and as how many jests side by side. */
export interface ShardedRun {
  shards: number;
  args: readonly string[];
  limits: JestLimits;
}

/** Heavy proofs lie here; `npm run test:faults` runs them, and `npm test` does not. */
export const heavyFolder = 'test/heavy';

/** jest's argument that leaves the heavy proofs out. */
export const withoutHeavy = `--testPathIgnorePatterns=/${heavyFolder}/`;

/**
 * Runs tests as several jests side by side, each with its share of the files. One process each and no worker: jest
 * gives a worker half a second to end, which a slow machine does not keep, and so could not tell it from a leak.
 */
export async function runShards(root: string, { shards, args, limits }: ShardedRun): Promise<TestRun> {
  const numbers = Array.from({ length: shards }, (_, index) => index + 1);
  const runs = await Promise.all(
    numbers.map((number) => runJest(root, ['--runInBand', `--shard=${number}/${shards}`, ...args], limits)),
  );
  return {
    report: mergeReports(runs),
    failures: runs.flatMap(({ failures }) => failures),
    calls: runs.flatMap(({ calls }) => calls ?? []),
  };
}

/** One report of all shards; undefined if any is missing, so that a part is never taken for the whole. */
function mergeReports(runs: TestRun[]): JestReport | undefined {
  const reports = runs.map(({ report }) => report);
  if (!reports.every((report) => report !== undefined)) return undefined;
  const sum = (count: (report: JestReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    numPassedTests: sum((report) => report.numPassedTests),
    numFailedTests: sum((report) => report.numFailedTests),
    numPendingTests: sum((report) => report.numPendingTests),
    numTodoTests: sum((report) => report.numTodoTests),
    numRuntimeErrorTestSuites: sum((report) => report.numRuntimeErrorTestSuites),
    testResults: reports.flatMap((report) => report.testResults),
  };
}
