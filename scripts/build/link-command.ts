import { mkdir, rename, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * Links `node_modules/.bin/<name>` to a built command. npm links the commands of dependencies there, but not a
 * package's own; with the link every way to call a command (npx, npm scripts, a test) finds the one just built.
 */
export async function linkCommand(root: string, name: string, target: string): Promise<void> {
  const link = join(root, 'node_modules', '.bin', name);
  const draft = `${link}.${process.pid}.tmp`;
  await mkdir(dirname(link), { recursive: true });
  await symlink(relative(dirname(link), target), draft);
  await rename(draft, link);
}
