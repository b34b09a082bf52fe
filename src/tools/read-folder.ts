import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFolder } from './list-folder';

/** A folder in memory: relative paths with forward slashes, and what the files hold. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>;

const skipped = new Set(['.terraform', 'node_modules']);

/** All files below a folder, by their path within it. */
export async function readFolder(folder: string): Promise<FolderFiles> {
  const { files } = await listFolder(folder, { skipped });
  const read = files.map(async ({ path }) => [path, await readFile(join(folder, path))] as const);
  return new Map(await Promise.all(read));
}
