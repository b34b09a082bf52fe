import { mkdir, rename, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * Links `node_modules/.bin/<name>` to a built command: npm links the commands of dependencies, but not a package's
 * own, so without this `npx <name>` in the clone would look for a package of that name in the registry.
 */
export async function linkCommand(root: string, name: string, target: string): Promise<void> {
  const link = join(root, 'node_modules', '.bin', name);
  const draft = `${link}.${process.pid}.tmp`;
  await mkdir(dirname(link), { recursive: true });
  await symlink(relative(dirname(link), target), draft);
  await rename(draft, link);
}
