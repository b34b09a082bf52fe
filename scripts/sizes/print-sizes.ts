import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProblems } from './find-problems';
import { measureFile, spreadOf } from './measure-sizes';
import { presentFolders } from '../lint/source-folders';

/** Prints how long files and functions are, for what is shipped and for what tests it, and what breaks the structure. */
export function printSizes(root: string): void {
  const folders = presentFolders(root);
  console.log('sizes (lines: median / p90 / max)');
  printGroup(
    'source',
    root,
    folders.filter((folder) => folder !== 'test'),
  );
  printGroup(
    'tests',
    root,
    folders.filter((folder) => folder === 'test'),
  );
  printProblems(root);
}

function printProblems(root: string): void {
  const problems = findProblems(root);
  console.log(`structure (folders, files, functions, names): ${problems.length} problems`);
  for (const problem of problems) console.log(`  ${problem}`);
}

function printGroup(name: string, root: string, folders: string[]): void {
  const files = folders.flatMap((folder) => typescriptFiles(join(root, folder)));
  const sizes = files.map((file) => measureFile(readFileSync(file, 'utf8')));
  const fileLines = sizes.map(({ lines }) => lines);
  const functionLines = sizes.flatMap(({ functions }) => functions);
  console.log(
    `  ${name.padEnd(7)} ${describe('files', fileLines)}   ${describe('functions', functionLines)}`,
  );
}

function describe(things: string, sizes: number[]): string {
  const { count, median, p90, max } = spreadOf(sizes);
  return `${String(count).padStart(4)} ${things} ${median} / ${p90} / ${max}`;
}

function typescriptFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}
