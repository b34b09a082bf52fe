import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that hold our TypeScript. */
export const sourceFolders = ['bin', 'lambdas', 'lib', 'scripts', 'src', 'test'] as const;

/** Those of `sourceFolders` that exist under `root`; tools refuse to be given a folder that does not. */
export function presentFolders(root: string): string[] {
  return sourceFolders.filter((folder) => existsSync(join(root, folder)));
}
