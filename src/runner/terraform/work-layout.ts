import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { handOver, type TerraformUser } from './handed-over';

/** The folder in a life's folder that is home to Terraform's user, who may enter nobody else's. */
export const homeName = '.home';

/** Makes the home of Terraform's user, where it is another than the runner's. */
export async function makeHome(folder: string, user: TerraformUser): Promise<void> {
  if (user === undefined) return;
  await mkdir(join(folder, homeName));
  await handOver([join(folder, homeName)], user);
}

/**
 * Gives files in a life's folder to Terraform's user, with the folders that they lie in, up to that of their template or module. What
 * is above stays the runner's, so that nothing beside them can lead it elsewhere.
 */
export async function handOverFiles(
  folder: string,
  paths: readonly string[],
  user: TerraformUser,
): Promise<void> {
  const owned = new Set(paths.flatMap((path) => [path, ...foldersOf(path)]));
  await handOver(
    [...owned].map((path) => join(folder, path)),
    user,
  );
}

function foldersOf(path: string): string[] {
  const parent = dirname(path);
  return parent.includes('/') ? [parent, ...foldersOf(parent)] : [];
}
