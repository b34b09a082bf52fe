/**
 * What `.ci/run` runs once everything is installed: `npm test`, then the part of the heavy proofs whose turn it is (as
 * many commits as there are, modulo the number of parts). Says what each took, and closes with one line for all.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { listParts, partOfTurn, type Part } from './test/parts';
import { type Program, runProgram } from './test/run-program';
import { exitCodeOf, printCounts, readCounts, sumCounts, type Counts } from './test/test-report';

const root = join(import.meta.dirname, '..');
const minute = 60_000;
/** What everything may take together; a part that would not fit into what is left of it is left to the nightly run. */
const total = 40 * minute;
const started = Date.now();
const lines: string[] = [];

/** Runs one command and returns its counts; one that fails without saying so counts as one failed. */
async function step(name: string, args: readonly string[]): Promise<Counts> {
  const program: Program = { path: 'npm', args, cwd: root, limitMs: total };
  const { code, output, minutes, cpuMinutes } = await runProgram(program);
  const cpu = cpuMinutes === undefined ? '' : `, ${cpuMinutes.toFixed(1)} min of CPU`;
  lines.push(`${name}: ${minutes.toFixed(1)} min${cpu}, ${code === 0 ? 'passed' : `exit code ${code}`}`);
  const counts = readCounts(output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function commits(): number {
  try {
    return Number(execFileSync('git', ['rev-list', '--count', 'HEAD'], { cwd: root, encoding: 'utf8' }));
  } catch {
    return 0;
  }
}

async function takeTurn(part: Part): Promise<Counts[]> {
  const left = (started + total - Date.now()) / minute;
  if (left >= part.minutes)
    return [await step(`part ${part.name}`, ['run', '--silent', 'test:faults', '--', `--part=${part.name}`])];
  lines.push(
    `part ${part.name}: left to the nightly run, as ${left.toFixed(0)} of ${total / minute} minutes are left`,
  );
  return [];
}

const counts = [await step('npm test', ['test', '--silent'])];
const part = partOfTurn(listParts(root), commits());
if (part) counts.push(...(await takeTurn(part)));
for (const line of lines) console.log(`ci: ${line}`);
console.log(`ci: ${((Date.now() - started) / minute).toFixed(1)} min in all`);
const all = sumCounts(counts);
console.log(printCounts(all));
process.exitCode = exitCodeOf(all);
