import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { heavyFolder } from './run-shards';

/**
 * A part of the heavy proofs, at most about eight minutes on two idle cores: jest files, or one share of the fault
 * harness (`args` of `test/faults/run.ts`).
 */
export type Part = { name: string; minutes: number } & (
  | { kind: 'tests'; files: readonly string[] }
  | { kind: 'faults'; args: readonly string[] }
);

/** How many shares the fault points are dealt out to. */
const shares = 5;
const pointsMinutes = 7.5;
const randomMinutes = 7;
/** What a part of jest files may take, in minutes of the machine. */
const mostMinutes = 7.5;
const unknownSeconds = 60;

const catalogFolder = `${heavyFolder}/catalog/`;

interface HeavyFile {
  path: string;
  seconds: number;
}

/** All parts, always in the same order: the shares of the fault points, faults at random, the files of `test/heavy`, the catalog's layers. */
export function listParts(root: string): Part[] {
  const numbers = Array.from({ length: shares }, (_, index) => index + 1);
  const points = numbers.map((number): Part => ({
    name: `points-${number}`,
    kind: 'faults',
    args: [`--points=${number}/${shares}`],
    minutes: pointsMinutes,
  }));
  const random: Part = { name: 'random', kind: 'faults', args: ['--random'], minutes: randomMinutes };
  const files = heavyFiles(root);
  const others = files.filter(({ path }) => !path.startsWith(catalogFolder));
  return [...points, random, ...packFiles(others), ...layersOf(files)];
}

/** The lives of a layer's components share one plane, so that each layer is a part of its own. */
function layersOf(files: readonly HeavyFile[]): Part[] {
  return files
    .filter(({ path }) => path.startsWith(catalogFolder))
    .map((file) => ({
      name: `catalog-${basename(file.path, '.test.ts')}`,
      kind: 'tests',
      files: [file.path],
      minutes: file.seconds / 60,
    }));
}

/** Packs files into as few parts as hold them, each no longer than a part may be on two cores. */
export function packFiles(files: readonly HeavyFile[]): Part[] {
  const bins: HeavyFile[][] = [];
  for (const file of [...files].sort((a, b) => b.seconds - a.seconds || (a.path < b.path ? -1 : 1))) {
    const bin = bins.find((others) => minutesOf([...others, file]) <= mostMinutes);
    if (bin) bin.push(file);
    else bins.push([file]);
  }
  return bins.map((bin, index) => ({
    name: `heavy-${index + 1}`,
    kind: 'tests',
    files: bin.map(({ path }) => path),
    minutes: minutesOf(bin),
  }));
}

/** Two files at a time: half of the sum, and never less than the longest. */
function minutesOf(files: readonly HeavyFile[]): number {
  const seconds = files.map((file) => file.seconds);
  return Math.max(seconds.reduce((sum, each) => sum + each, 0) / 2, ...seconds) / 60;
}

/** The checked-in table alone says how long a file takes, so that every machine has the same parts. */
function heavyFiles(root: string): HeavyFile[] {
  const known = JSON.parse(readFileSync(join(root, 'test', 'file-seconds.json'), 'utf8')) as Record<
    string,
    number
  >;
  return testFiles(root, heavyFolder).map((path) => ({ path, seconds: known[path] ?? unknownSeconds }));
}

function testFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries
    .filter((entry) => entry.endsWith('.test.ts'))
    .map((entry) => `${folder}/${entry.replaceAll('\\', '/')}`)
    .sort();
}

/**
 * The parts that `wanted` names: `2/5` (the second of all when there are five), a name, the beginning of names (`catalog`), or
 * undefined for all; none when there is no such part.
 */
export function chooseParts(parts: readonly Part[], wanted: string | undefined): Part[] {
  if (wanted === undefined) return [...parts];
  const isWanted = (name: string, index: number) =>
    name === wanted || name.startsWith(`${wanted}-`) || `${index + 1}/${parts.length}` === wanted;
  return parts.filter(({ name }, index) => isWanted(name, index));
}

/** The part whose turn it is after so many commits. */
export function partOfTurn(parts: readonly Part[], commits: number): Part | undefined {
  return parts[commits % parts.length];
}
