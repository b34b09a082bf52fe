import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { presentFolders } from '../lint/source-folders';
import { exportedNames } from './exported-names';
import { codeLines, overlongFunctions } from './overlong-functions';

const mostFiles = 25;
const mostLines = 250;

/** A source file: its path from the root, and what TypeScript reads in it. */
interface Parsed {
  path: string;
  source: ts.SourceFile;
}

/**
 * What of the tree breaks the structure, one line each: a folder with more than 25 files, a file above 250 lines, a
 * function above 40 lines or with four parameters, a name that a room exports twice. The import rules find circles.
 */
export function findProblems(root: string): string[] {
  const folders = presentFolders(root);
  const all = folders.flatMap((folder) => typescriptFiles(root, folder));
  const shipped = all.filter((path) => !path.startsWith('test/')).map((path) => parse(root, path));
  return [...crowdedFolders(all), ...shipped.flatMap(overlong), ...twiceInARoom(shipped)];
}

/** Folders that hold more than 25 files. */
export function crowdedFolders(paths: readonly string[]): string[] {
  const counts = countBy(paths.map(dirname));
  return [...counts]
    .filter(([, count]) => count > mostFiles)
    .map(([folder, count]) => `${folder} holds ${count} files`);
}

function overlong({ path, source }: Parsed): string[] {
  const lines = codeLines(source.text);
  const problems = overlongFunctions(source).map((problem) => `${path}: ${problem}`);
  return lines > mostLines ? [`${path} has ${lines} lines`, ...problems] : problems;
}

/** Names that two files of one room export; each Lambda function's entry exports `handler`. */
function twiceInARoom(files: Parsed[]): string[] {
  const places = files.flatMap(({ path, source }) =>
    exportedNames(source)
      .filter((name) => !(name === 'handler' && path.startsWith('lambdas/')))
      .map((name) => `${name} in ${roomOf(path)}`),
  );
  return [...countBy(places)].filter(([, count]) => count > 1).map(([place]) => `two exports named ${place}`);
}

/** The room of a file: a folder of src, or a folder beside src. */
export function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? `src/${second}` : first;
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function parse(root: string, path: string): Parsed {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

function typescriptFiles(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => relative(root, join(root, folder, name)));
}
