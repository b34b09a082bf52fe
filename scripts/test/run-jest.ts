import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineEnvironment } from '../../src/config/machine';
import type { JestReport, TestRun } from './test-report';
import { forEveryone, readToolCalls, recordToolCalls } from './tool-calls';

/** How long jest may take for everything, and how long it may linger once its report is written; milliseconds. */
export interface JestLimits {
  total: number;
  linger: number;
}

const leak = 'A worker process has failed to exit gracefully';

interface Watched {
  code: number | null;
  leaked: boolean;
  stopped: string | undefined;
}

/** Runs jest, shows its progress as it comes, and returns what it found; never throws for a failing test. */
export async function runJest(root: string, args: readonly string[], limits: JestLimits): Promise<TestRun> {
  // What a killed process leaves in its temporary folder goes with the run.
  const scratch = await mkdtemp(join(tmpdir(), 'leasehold-tests-'));
  // As open as the system's own, since some tests run programs as another user.
  await chmod(scratch, forEveryone);
  const report = join(scratch, 'jest-report.json');
  try {
    const jest = startJest(root, [`--outputFile=${report}`, ...args], scratch);
    const run = judge(await watch(jest, report, limits), await readReport(report));
    return { ...run, calls: readToolCalls(join(scratch, 'tools')) };
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A process group of its own, so that what a test left running can be ended with it. */
function startJest(root: string, args: readonly string[], scratch: string): ChildProcess {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const machine = machineEnvironment();
  const colour = process.stderr.isTTY ? ['--colors'] : [];
  return spawn(process.execPath, [jest, '--json', ...colour, ...args], {
    cwd: root,
    env: { ...machine, ...recordToolCalls(join(scratch, 'tools'), machine.PATH ?? ''), TMPDIR: scratch },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
}

function watch(jest: ChildProcess, report: string, limits: JestLimits): Promise<Watched> {
  const watched: Watched = { code: null, leaked: false, stopped: undefined };
  const started = Date.now();
  let reportedAt = 0;
  const poll = setInterval(() => {
    if (reportedAt === 0 && existsSync(report)) reportedAt = Date.now();
    if (reportedAt > 0 && Date.now() - reportedAt > limits.linger)
      watched.stopped = 'Jest did not exit after its last test: something is still open.';
    if (Date.now() - started > limits.total)
      watched.stopped = `Jest took more than ${limits.total / 60_000} minutes.`;
    if (watched.stopped) endGroup(jest);
  }, 250);
  jest.stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    if (chunk.includes(leak)) watched.leaked = true;
  });
  const forget = endWithUs(jest);
  return new Promise((resolve) => {
    jest.on('close', (code) => {
      clearInterval(poll);
      forget();
      endGroup(jest);
      resolve({ ...watched, code });
    });
  });
}

/** A process group of its own does not get the terminal's Ctrl-C, so it is passed on. Returns the function that ends this. */
function endWithUs(jest: ChildProcess): () => void {
  const end = (signal: NodeJS.Signals) => {
    endGroup(jest);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  return () => process.off('SIGINT', end).off('SIGTERM', end);
}

function endGroup(jest: ChildProcess): void {
  if (jest.pid === undefined) return;
  try {
    process.kill(-jest.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

async function readReport(file: string): Promise<JestReport | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JestReport;
  } catch {
    return undefined;
  }
}

function judge({ code, leaked, stopped }: Watched, report: JestReport | undefined): TestRun {
  const failures: string[] = [];
  if (stopped) failures.push(stopped);
  if (leaked) failures.push('A jest worker had to be ended: a test leaves something open.');
  if (!report && !stopped) failures.push(`Jest ended (${code ?? 'killed'}) before it wrote a report.`);
  if (report && report.testResults.length === 0) failures.push('Jest found no test.');
  const allPassed = report && report.numFailedTests + report.numRuntimeErrorTestSuites === 0;
  if (code !== 0 && allPassed && failures.length === 0)
    failures.push(`Jest ended with code ${code ?? 'killed'}.`);
  return { report, failures };
}
