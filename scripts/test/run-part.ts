import { join } from 'node:path';
import type { Part } from './parts';
import { runProgram } from './run-program';
import { runShards } from './run-shards';
import { lostHeavyTests } from './test-names';
import { countTests, readCounts, type Counts } from './test-report';
import { unlistedCalls } from './tool-calls';

/** Where the tree is, how many jests run side by side, and the seed of what is drawn at random. */
export interface PartOptions {
  root: string;
  shards: number;
  seed: string | undefined;
}

const minute = 60_000;
/** A part that takes longer than this has something that stands still. */
const limitMs = 40 * minute;

/** Runs one part and returns what passed and failed in it; says what began, and how many minutes it took. */
export async function runPart(part: Part, options: PartOptions): Promise<Counts> {
  console.log(`part ${part.name}: about ${part.minutes.toFixed(1)} min on two idle cores`);
  const started = Date.now();
  const counts =
    part.kind === 'tests' ? await runTests(part.files, options) : await runFaults(part.args, options);
  console.log(
    `part ${part.name}: ${((Date.now() - started) / minute).toFixed(1)} min, ${counts.failed} failed`,
  );
  return counts;
}

async function runTests(files: readonly string[], { root, shards }: PartOptions): Promise<Counts> {
  const limits = { total: limitMs, linger: 15_000 };
  const count = Math.min(shards, files.length);
  const run = await runShards(root, { shards: count, args: ['--runTestsByPath', ...files], limits });
  const lost = run.report ? lostHeavyTests(run.report, root) : [];
  const failures = [...run.failures, ...lost, ...unlistedCalls(run.calls ?? [])];
  for (const failure of failures) console.error(failure);
  return countTests({ report: run.report, failures });
}

async function runFaults(args: readonly string[], { root, seed }: PartOptions): Promise<Counts> {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const program = join(root, 'test', 'faults', 'run.ts');
  const seeded = seed === undefined ? [] : [`--seed=${seed}`];
  const { code, output } = await runProgram({
    path: process.execPath,
    args: [tsx, program, ...args, ...seeded],
    cwd: root,
    limitMs,
  });
  const counts = readCounts(output) ?? { passed: 0, failed: 0, skipped: 0 };
  const unexplained = code !== 0 && counts.failed === 0;
  return unexplained ? { ...counts, failed: 1 } : counts;
}
