import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { usage } from '../../client/errors';
import type { OpenedRoot } from '../../client/templates/ejector';
import { type Backend, backendFile } from './backend';

/** A root, the folder that it gets, and the name that its state is kept under. */
export interface NamedRoot {
  folder: string;
  name: string;
  root: OpenedRoot;
  comments: Readonly<Record<string, string>>;
}

/** What states, values of variables and what Terraform makes beside them are called. */
const ignored = ['.terraform/', '*.tfstate', '*.tfstate.*', '*.auto.tfvars'];

/** UsageError where the folder is not one to write into: nothing that is there already is mixed with it. */
export async function refuseUsed(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw usage(`--to ${folder}: it cannot be read (${error.code}).`);
  });
  if (found.length > 0) throw usage(`--to ${folder}: it is not empty.`, 'Name a folder that does not exist.');
}

/** Writes all roots at once: the folder is there with everything, or not at all. Only its owner may enter it. */
export async function writeRoots(
  to: string,
  roots: readonly NamedRoot[],
  { backend, howTo }: { backend: Backend; howTo: string },
): Promise<void> {
  const folder = resolve(to);
  await mkdir(dirname(folder), { recursive: true });
  const made = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    for (const { folder: own, name, root, comments } of roots)
      await root.write(join(made, own), { backend: backendFile(backend, name, root.region), comments });
    await writeFile(join(made, 'EJECTED.md'), howTo);
    await writeFile(join(made, '.gitignore'), `${ignored.join('\n')}\n`);
    await rename(made, folder);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error;
  }
}
