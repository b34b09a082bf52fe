import { type JestLimits, runJest } from './run-jest';
import type { JestReport, TestRun } from './test-report';

/**
 * Runs all tests as this many jests side by side, each with its share of the files. One process each and no worker: jest
 * gives a worker half a second to end, which a slow machine does not keep, and so could not tell it from a leak.
 */
export async function runShards(root: string, shards: number, limits: JestLimits): Promise<TestRun> {
  const numbers = Array.from({ length: shards }, (_, index) => index + 1);
  const runs = await Promise.all(
    numbers.map((number) => runJest(root, ['--runInBand', `--shard=${number}/${shards}`], limits)),
  );
  return { report: mergeReports(runs), failures: runs.flatMap(({ failures }) => failures) };
}

/** One report of all; none as soon as one of them is missing, as nobody may take a part for the whole. */
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
