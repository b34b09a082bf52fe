import { posix } from 'node:path';
import { fileReads, type FileRead } from './file-reads';
import { parentOf, type Files } from './files';
import { writtenPath } from './hcl/calls';
import type { Judged } from './outside-calls';

/** A place in a template or a module that may read a file which is no part of the bundle. */
export type OutsideFile = Pick<FileRead, 'path' | 'line' | 'name' | 'what'>;

/** Each by its name in the policy, with the sentence that refuses it where the policy does not list it. */
export async function judgedReads(files: Files): Promise<Judged[]> {
  return (await outsideFiles(files)).map(({ path, line, name, what }) => ({
    name,
    refusal: `${path}:${line}: ${what} may read any file that the run can read, unless its path is a literal below path.module or path.root and inside the bundle; the stage's configuration must list '${name}' in templatePrograms`,
  }));
}

/** What of these files takes a path that is not a literal one inside the bundle, wherever the value comes from. */
export async function outsideFiles(files: Files): Promise<OutsideFile[]> {
  const found = (await allReads(files)).filter((read) => !isInTree(placeOf(read)));
  return found.map(({ path, line, name, what }) => ({ path, line, name, what }));
}

/** Functions that need no file to be there. */
const mayMiss = ['fileexists', 'abspath', 'fileset'];

/** One sentence for each literal path that leads out of the bundle of a template: no build has what lies there. */
export async function lostReads(bundled: Files, root: string): Promise<string[]> {
  const folders = [...new Set([...bundled.keys()].map(parentOf))];
  const isKept = (place: string) => folders.some((one) => place === one || place.startsWith(`${one}/`));
  return (await allReads(bundled)).flatMap((read) => {
    const place = placeOf(read, root);
    if (place === undefined || mayMiss.includes(read.reader) || isKept(place)) return [];
    return `${read.path}:${read.line}: ${read.what} reads ${place}, which is not part of the bundle; move it into the template or a module that it uses`;
  });
}

async function allReads(files: Files): Promise<FileRead[]> {
  const found: FileRead[] = [];
  for (const [path, bytes] of files) found.push(...(await fileReads(path, new TextDecoder().decode(bytes))));
  return found;
}

/** What bundles hold lies below these two. */
function isInTree(place: string | undefined): boolean {
  return place !== undefined && /^(templates|modules)\//.test(place);
}

/** Where a path leads that is written out, below `path.module` or `path.root` at most; undefined for any other, and an absolute one. */
function placeOf({ path: file, paths = [] }: FileRead, root = rootOf(file)): string | undefined {
  const [first, ...below] = paths.map(writtenPath);
  if (!first || below.some((one) => !one || one.base !== undefined)) return undefined;
  // The text of the JSON syntax was read with a line break behind it.
  const rest = first.rest.replace(/\n$/, '');
  if (rest.includes('\n') || (first.base === undefined && rest.startsWith('/'))) return undefined;
  const folder = first.base === 'module' ? parentOf(file) : root;
  const start = first.base === undefined ? `${folder}/${rest}` : `${folder}${rest}`;
  return posix.normalize([start].concat(below.map((one) => one?.rest ?? '')).join('/'));
}

/** A module is called from a template, whose folder lies as deep. */
function rootOf(file: string): string {
  const [room = '', name = ''] = file.split('/');
  return room === 'templates' ? `${room}/${name}` : 'templates/any';
}
