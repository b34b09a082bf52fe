import { constants } from 'node:fs';
import { lchown, open, rm } from 'node:fs/promises';

/** The user, by number, whom Terraform runs as; undefined where it runs as the runner itself. */
export type TerraformUser = number | undefined;

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** Gives what the runner made to Terraform's user, before anything of a template has run. */
export async function handOver(paths: readonly string[], user: TerraformUser): Promise<void> {
  if (user === undefined) return;
  for (const path of paths) await lchown(path, user, user);
}

/** Writes a file of secrets for Terraform alone, in place of whatever has the name: never through a link that leads elsewhere. */
export async function writeHandedOver(
  path: string,
  body: Uint8Array | string,
  user: TerraformUser,
): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(body);
    if (user !== undefined) await file.chown(user, user);
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a file that Terraform's user owns, by whatever way it is reached: it could be read by that user as well. Throws
 * where it is anybody else's, or no file.
 */
export async function readOwned(path: string, user: TerraformUser): Promise<Buffer> {
  const file = await open(path, O_RDONLY | O_NONBLOCK);
  try {
    const found = await file.stat();
    if (found.isFile() && (user === undefined || found.uid === user)) return await file.readFile();
    throw new Error(`${path} does not belong to Terraform's user`);
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a file that Terraform's user may have put there. Throws where it is a link to another file but a link: what the
 * runner may read, a template may not have read for it.
 */
export async function readHandedOver(path: string): Promise<Buffer> {
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const { nlink } = await file.stat().then((found) => (found.isFile() ? found : { nlink: 0 }));
    if (nlink !== 1) throw new Error(`${path} is a link to another file`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
