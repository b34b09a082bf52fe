/** `npm run bench [-- --quick] [name…]`: measures, prints one table, and keeps the numbers in dist/bench/. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { buildBundle, bundles } from '../../scripts/build/bundles';
import { apiLatency } from './api-latency';
import { apiServiceToReady } from './api-service-to-ready';
import { cliHelp } from './cli-help';
import { expiryLateness } from './expiry-lateness';
import { cloneToReady } from './clone-to-ready';
import type { Bench, Figure, Scale } from './figure';
import { growth } from './growth';
import { playgroundToReady } from './playground-to-ready';
import { printFigures } from './print-figures';
import { stacks } from './stacks/stacks';
import { sweepReads } from './sweep-reads';

const benches: readonly Bench[] = [
  cliHelp,
  stacks,
  apiLatency,
  sweepReads,
  playgroundToReady,
  apiServiceToReady,
  expiryLateness,
  growth,
  cloneToReady,
];

const root = process.cwd();
const full: Scale = { pairs: 5, share: 1, warmUp: true };
const quick: Scale = { pairs: 1, share: 0.04, warmUp: false };

const args = process.argv.slice(2);
const scale = args.includes('--quick') ? quick : full;
const names = args.filter((arg) => arg !== '--quick');

/** Runs one bench; one that could not be carried out is reported, and makes the command fail in the end. */
async function carryOut({ name, about, run }: Bench): Promise<Figure[]> {
  console.log(`${name}: ${about}`);
  try {
    return await run(scale, (line) => console.log(`  ${line}`));
  } catch (error) {
    console.error(
      `  could not be carried out: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = 1;
    return [];
  }
}

function isWanted({ name, wholeOnly }: Bench): boolean {
  return names.length > 0 ? names.includes(name) : !(wholeOnly && scale === quick);
}

const began = new Date().toISOString();
const file = join(root, 'dist', 'bench', `${began.replaceAll(':', '-')}.json`);

/** Written anew after each bench, so that one that is interrupted does not take the others' numbers along. */
async function keep(figures: Figure[]): Promise<void> {
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ at: began, machine, scale, figures }, null, 2)}\n`);
}

const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no bench '${unknown.join("', '")}'; there are: ${benches.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
await Promise.all(bundles.map((bundle) => buildBundle(root, bundle)));
const figures: Figure[] = [];
for (const bench of benches) {
  if (!isWanted(bench)) continue;
  figures.push(...(await carryOut(bench)));
  await keep(figures);
}
console.log(`\n${printFigures(figures)}`);
if (scale === quick)
  console.log('A quick look: one pair and a small part of the load, so no verdict counts.');
console.log(`The numbers are in ${file}`);
