import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Where the report of the last whole run lies, relative to the root. */
export const reportFile = 'dist/test/jest-report.json';

/** What we read of the JSON that jest writes. */
export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string; assertionResults: { status: string }[] }[];
}

/** Everything that `npm test` found: jest's report, if it wrote one, and one sentence per failure beside the tests. */
export interface TestRun {
  report: JestReport | undefined;
  failures: readonly string[];
}

/** Tests that count; a test file that could not run counts as one failed test, as does each failure beside the tests. */
export function countTests({ report, failures }: TestRun): {
  passed: number;
  failed: number;
  skipped: number;
} {
  const beside = failures.length;
  if (!report) return { passed: 0, failed: beside, skipped: 0 };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites + beside,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The closing line of `npm test`: `N passed, N failed`, and `, N skipped` if any were. */
export function closingLine(run: TestRun): string {
  const { passed, failed, skipped } = countTests(run);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Why the end-to-end proof with real Terraform is missing from a report, or undefined when it ran whole. */
export function missingEndToEnd(report: JestReport, root: string): string | undefined {
  const folder = ['test', 'e2e', ''].join(sep);
  const files = report.testResults.filter(({ name }) => relative(root, name).startsWith(folder));
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  if (!statuses.includes('passed'))
    return 'No test of test/e2e passed: the proof with real Terraform did not run.';
  if (statuses.some((status) => status === 'pending' || status === 'todo'))
    return 'A test of test/e2e was skipped: the proof with real Terraform is not whole.';
  return undefined;
}

/** Keeps the report of a whole run for who asks after it. */
export function saveReport(report: JestReport, root: string): void {
  const file = join(root, reportFile);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(report));
}
