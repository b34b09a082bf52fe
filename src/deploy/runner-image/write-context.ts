import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { groupsOf, type LockedProvider, moduleOf, unionOfLocks } from './union-of-locks';

/** The folder that the image is built from; its digest is the image's tag. */
const contextFolder = 'dist/runner-image';

/** Writes the context of the runner's image: the built runner, and the union of lock files as modules to be mirrored. */
export async function writeContext(root: string, locks: readonly string[]): Promise<void> {
  const folder = join(root, contextFolder);
  const files = await contextOf(root, unionOfLocks(locks));
  for (const [path, content] of Object.entries(files)) await replaceFile(folder, path, content);
  await removeOthers(folder, Object.keys(files));
}

async function contextOf(root: string, providers: readonly LockedProvider[]) {
  const modules = groupsOf(providers).flatMap((group, index) =>
    Object.entries(moduleOf(group)).map(([name, text]) => [`providers/${index}/${name}`, text] as const),
  );
  return {
    Dockerfile: await readFile(join(root, 'terraform/runner-image/Dockerfile')),
    ...(await builtRunner(join(root, 'dist/runner'))),
    'terraform.rc': renderConfig(providers),
    ...Object.fromEntries(modules),
  };
}

/** The runner's program and the files that it loads late, which must lie beside it. */
async function builtRunner(folder: string): Promise<Record<string, Uint8Array>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mjs'));
  const files = names.map(async (name) => [name, await readFile(join(folder, name))] as const);
  return Object.fromEntries(await Promise.all(files));
}

/** By way of a draft beside the folder: a synthesis that runs meanwhile sees each file whole, and no draft. */
async function replaceFile(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, name);
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, content);
  await rename(draft, path);
}

async function removeOthers(folder: string, keep: readonly string[]): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const stale = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !keep.includes(relative(folder, path)));
  await Promise.all(stale.map((path) => rm(path, { force: true })));
}

/** What is mirrored comes from the image alone, so that a build needs no registry; any other provider comes from there. */
function renderConfig(providers: readonly LockedProvider[]): string {
  const names = JSON.stringify([...new Set(providers.map(({ source }) => source))]);
  return [
    'disable_checkpoint = true',
    'provider_installation {',
    '  filesystem_mirror {',
    '    path    = "/opt/leasehold/providers"',
    `    include = ${names}`,
    '  }',
    '  direct {',
    `    exclude = ${names}`,
    '  }',
    '}',
    '',
  ].join('\n');
}

/** The lock files of the checkout's templates, and the one that those share which are a module from elsewhere. */
export async function locksOfCheckout(root: string): Promise<string[]> {
  const terraform = join(root, 'terraform');
  const names = (await readdir(join(terraform, 'templates'))).sort();
  const folders = names.map((name) => join('templates', name)).concat('modules');
  const texts = folders.map((folder) =>
    readFile(join(terraform, folder, '.terraform.lock.hcl'), 'utf8').catch(unlessAbsent),
  );
  return (await Promise.all(texts)).filter((text) => text !== null);
}

/** A template of Terraform's own resources locks nothing. */
function unlessAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
