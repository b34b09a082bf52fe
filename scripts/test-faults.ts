/**
 * `npm run test:faults`: the heavy proofs, part by part; closes with one line `N passed, N failed`. `-- --list` lists the
 * parts, `-- --part=2/5` or `-- --part=<name>` runs one, `-- --seed=7` draws the same random faults again.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseParts, listParts, type Part } from './test/parts';
import { runPart } from './test/run-part';
import { exitCodeOf, printCounts, sumCounts } from './test/test-report';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { list: { type: 'boolean' }, part: { type: 'string' }, seed: { type: 'string' } },
});
const parts = listParts(root);

async function run(chosen: Part[]): Promise<void> {
  const counts = [];
  const shards = Math.min(4, availableParallelism());
  for (const part of chosen) counts.push(await runPart(part, { root, shards, seed: values.seed }));
  const all = sumCounts(counts);
  console.log(printCounts(all));
  process.exitCode = exitCodeOf(all);
}

function list(): void {
  for (const [index, { name, minutes }] of parts.entries())
    console.log(`${index + 1}/${parts.length}  ${name} (about ${minutes.toFixed(1)} min)`);
}

const chosen = chooseParts(parts, values.part);
if (values.list) list();
else if (chosen.length > 0) await run(chosen);
else {
  console.error(`There is no part '${values.part}' of ${parts.length}; \`-- --list\` lists them.`);
  process.exitCode = 2;
}
