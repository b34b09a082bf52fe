import { relative } from 'node:path';
import { cpuSeconds } from './cpu-time';
import type { JestReport } from './test-report';

/** The ten files that took longest, slowest first, one line each: `  12.3 s  test/e2e/a.test.ts`. */
export function slowestFiles({ testResults }: JestReport, root: string): string[] {
  return testResults
    .map(({ name, startTime = 0, endTime = 0 }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${relative(root, name)}`);
}

/** Measures from now on; the function returned says `3.2 min, 5.1 min of CPU` so far. */
export function startTimes(): () => string {
  const [started, cpu] = [performance.now(), cpuSeconds()];
  return () => {
    const wall = `${((performance.now() - started) / 60_000).toFixed(1)} min`;
    const used = cpuSeconds();
    return used === undefined || cpu === undefined
      ? wall
      : `${wall}, ${((used - cpu) / 60).toFixed(1)} min of CPU`;
  };
}
