import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the stacks as it is typed, or `stacks` where there is one, otherwise the folder that idp runs in. */
export function findFolder(cwd: string, typed?: string): { path: string; shown: string } {
  if (typed !== undefined) return { path: resolve(cwd, typed), shown: typed.replace(/\/+$/, '') };
  const usual = join(cwd, 'stacks');
  return existsSync(usual) ? { path: usual, shown: 'stacks' } : { path: cwd, shown: '' };
}

/** A file of that folder as whoever typed the command opens it. */
export function shownFile(shown: string, file: string): string {
  return shown === '' || shown === '.' || file.startsWith('preset:') ? file : `${shown}/${file}`;
}
