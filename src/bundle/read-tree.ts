import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cannotRead,
  type FolderListing,
  type ListedFile,
  listFolder,
  type Unfit,
} from '../tools/list-folder';
import { isSafe } from './archive';
import type { Files } from './files';
import { mostBundleBytes } from './read-bundle';

/** What lies in `templates/` and `modules/` of a folder: files, those of them that may be run, and what no bundle can hold. */
export interface TemplateTree {
  files: Files;
  executables: ReadonlySet<string>;
  unfit: readonly Unfit[];
}

const skipped = new Set(['.terraform', 'node_modules']);
const rooms = ['templates', 'modules'];

/**
 * Lists what lies below a folder with `templates/` and `modules/` in it, but what is left out by name; a link to a file of the same
 * template or module is that file. Nothing is opened.
 */
export async function listTree(folder: string, leftOut: ReadonlySet<string>): Promise<FolderListing> {
  const { files, unfit } = await listFolder(folder, { skipped: leftOut, mayLead: isSameFolder });
  const unsafe = files.filter(({ path }) => !isSafe(path));
  const named = unsafe.map(({ path }) => ({ path, why: 'has a name that is not allowed in a bundle' }));
  return { files: files.filter(({ path }) => isSafe(path)), unfit: unfit.concat(named) };
}

/** Reads the templates of a folder. What cannot be read is named and keeps no template from being read that does not hold it. */
export async function readTree(folder: string): Promise<TemplateTree> {
  const listing = await listTree(folder, skipped);
  const unfit = listing.unfit.filter(isInRoom);
  const files = new Map<string, Uint8Array>();
  const executables = new Set<string>();
  for (const file of listing.files.filter(isInRoom)) {
    const read = await readOne(folder, file);
    if ('why' in read) unfit.push({ path: file.path, why: read.why });
    else files.set(file.path, read.bytes);
    if (file.isExecutable) executables.add(file.path);
  }
  return { files, executables, unfit };
}

function isInRoom({ path }: { path: string }): boolean {
  return rooms.includes(path.split('/')[0] ?? '');
}

/** A link may lead to a file of its own template or module, as only that is sure to be in every bundle which holds the link. */
function isSameFolder(link: string, target: string): boolean {
  return ownFolderOf(link) === ownFolderOf(target);
}

function ownFolderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

async function readOne(
  folder: string,
  { path, bytes }: ListedFile,
): Promise<{ bytes: Uint8Array } | { why: string }> {
  if (bytes > mostBundleBytes)
    return { why: `is larger than the limit for a bundle (${mostBundleBytes} bytes)` };
  try {
    return { bytes: await readFile(join(folder, path)) };
  } catch (error) {
    return { why: cannotRead(error) };
  }
}
