/**
 * What `.ci/run` runs once everything is installed: `npm test`, a quick look with the bench, then the part of the heavy
 * proofs whose turn it is (as many commits as there are, modulo the number of parts). Says what each took, and closes
 * with one line for all.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { listParts, partOfTurn } from './test/parts';
import { runSteps, type Step } from './test/run-steps';
import { exitCodeOf, printCounts, sumCounts } from './test/test-report';

const root = join(import.meta.dirname, '..');
/** What everything may take together. */
const minutes = 40;
const started = Date.now();

function npm(name: string, args: readonly string[], expected: number): Step {
  return { name, path: 'npm', args, minutes: expected };
}

function commits(): number {
  try {
    return Number(execFileSync('git', ['rev-list', '--count', 'HEAD'], { cwd: root, encoding: 'utf8' }));
  } catch {
    return 0;
  }
}

const steps = [
  npm('npm test', ['test', '--silent'], 12),
  npm('npm run checks', ['run', '--silent', 'checks'], 6),
  npm('npm run bench -- --quick', ['run', '--silent', 'bench', '--', '--quick'], 4),
];
const part = partOfTurn(listParts(root), commits());
if (part) {
  const args = ['run', '--silent', 'test:faults', '--', `--part=${part.name}`];
  steps.push(npm(`part ${part.name}`, args, part.minutes));
}
const { counts, lines } = await runSteps(steps, { root, minutes });
for (const line of lines) console.log(`ci: ${line}`);
console.log(`ci: ${((Date.now() - started) / 60_000).toFixed(1)} min in all`);
const all = sumCounts(counts);
console.log(printCounts(all));
process.exitCode = exitCodeOf(all);
