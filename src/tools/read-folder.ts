import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A folder in memory: relative paths with forward slashes, and what the files hold. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>;

const skipped = new Set(['.terraform', 'node_modules']);

/** All files below a folder, by their path within it. */
export async function readFolder(folder: string): Promise<FolderFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of await pathsBelow(folder))
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path));
  return files;
}

async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = await Promise.all(
    entries
      .filter((entry) => !skipped.has(entry.name))
      .map((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? pathsBelow(path) : Promise.resolve([path]);
      }),
  );
  return paths.flat().sort();
}
