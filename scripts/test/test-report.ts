import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { ToolCall } from './tool-calls';

/** Where the report of the last whole run lies, relative to the root. */
export const reportFile = 'dist/test/jest-report.json';

/** What we read of the JSON that jest writes. */
export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: FileResult[];
}

/** One test file: its absolute path, when it began and ended (milliseconds since 1970), and its tests. */
export interface FileResult {
  name: string;
  startTime?: number;
  endTime?: number;
  assertionResults: { status: string; fullName?: string }[];
}

/** How many tests passed, failed and were skipped. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Everything that `npm test` found: jest's report, if it wrote one, and one sentence per failure beside the tests. */
export interface TestRun {
  report: JestReport | undefined;
  failures: readonly string[];
  /** The calls of tools that the tests made. */
  calls?: readonly ToolCall[];
}

/** Tests that count; a test file that could not run counts as one failed test, as does each failure beside the tests. */
export function countTests({ report, failures }: TestRun): Counts {
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
  return printCounts(countTests(run));
}

/** Counts as a closing line. */
export function printCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The counts of the last closing line of an output; undefined when it has none. */
export function readCounts(output: string): Counts | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (!last) return undefined;
  return { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3] ?? 0) };
}

/** Everything of several runs. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The exit code that counts stand for: 0 only when something passed and nothing failed. */
export function exitCodeOf({ passed, failed }: Counts): number {
  return failed > 0 || passed === 0 ? 1 : 0;
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

/** Keeps the report of a whole run for the next one, which deals the files out by it. */
export function saveReport(report: JestReport, root: string): void {
  const file = join(root, reportFile);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(report));
}
