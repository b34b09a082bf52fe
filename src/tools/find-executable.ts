import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Host } from './tool';

/** Where package managers put programs that a bare PATH (of an IDE, of cron) may leave out. */
const wellKnownFolders = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/snap/bin', '/opt/bin'];

/** The folders to look in, in order and each once: PATH, then folders under the home, then well-known ones. */
export function executableFolders(machine: Host, extra: readonly string[] = []): string[] {
  const path = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const own = [join(machine.home, '.local/bin'), join(machine.home, 'bin')];
  return [...new Set([...path, ...extra, ...own, ...wellKnownFolders])];
}

/** Every executable file called `name` in these folders, in their order. */
export function findExecutables(name: string, folders: readonly string[]): string[] {
  return folders.map((folder) => join(folder, name)).filter(isExecutable);
}

/** True when the path is a file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
