import { type ProgramResult, runProgram } from './run-program';
import { readCounts, type Counts } from './test-report';

/** A command of the gate, and how many minutes it takes on two idle cores. */
export interface Step {
  name: string;
  path: string;
  args: readonly string[];
  minutes: number;
}

/** Where steps run, and how many minutes they may take together. */
export interface StepLimits {
  root: string;
  minutes: number;
}

/** What steps found, and one line about each: how long it took, or that it was left out. */
export interface StepsResult {
  counts: Counts[];
  lines: string[];
}

const minute = 60_000;

/**
 * Runs steps one after another. The first always runs; a later one that would not fit into what is left of the minutes,
 * at the pace of this machine so far, is left to the nightly run, which the line about it says.
 */
export async function runSteps(
  steps: readonly Step[],
  { root, minutes: total }: StepLimits,
): Promise<StepsResult> {
  const found: StepsResult = { counts: [], lines: [] };
  const spent = { expected: 0, actual: 0 };
  for (const { name, path, args, minutes } of steps) {
    const left = total - spent.actual;
    const needed = minutes * paceOf(spent);
    if (spent.actual > 0 && needed > left) {
      found.lines.push(`${name}: left to the nightly run; ${sayLeft(needed, left, total)}`);
      continue;
    }
    const result = await runProgram({ path, args, cwd: root, limitMs: total * minute });
    found.counts.push(countsOf(result));
    found.lines.push(`${name}: ${sayResult(result)}`);
    spent.expected += minutes;
    spent.actual += result.minutes;
  }
  return found;
}

/** How many times longer this machine takes than two idle cores; at least 1. */
function paceOf({ expected, actual }: { expected: number; actual: number }): number {
  return expected > 0 ? Math.max(1, actual / expected) : 1;
}

function sayLeft(needed: number, left: number, total: number): string {
  return `it needs ${needed.toFixed(1)} min here, and ${Math.max(0, left).toFixed(1)} of ${total} are left`;
}

function sayResult({ code, minutes, cpuMinutes }: ProgramResult): string {
  const cpu = cpuMinutes === undefined ? '' : `, ${cpuMinutes.toFixed(1)} min of CPU`;
  return `${minutes.toFixed(1)} min${cpu}, ${code === 0 ? 'passed' : `exit code ${code}`}`;
}

/** What a closing line counts; a command without one is one test, and one that failed without saying so is one failed. */
function countsOf({ code, output }: ProgramResult): Counts {
  const counts = readCounts(output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
