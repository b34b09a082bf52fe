import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noticesOf } from './notices';

/** What a package says of itself, from the checkout's own. */
export interface Manifest {
  version: string;
  license: string;
  engines: { node: string };
}

/** What of a package is its own: the rest is the checkout's. */
export interface PackageTexts {
  manifest: { name: string; description: string } & Record<string, unknown>;
  readme: (own: Manifest) => string;
  /** Every source file that is inside. */
  inputs: readonly string[];
}

/** An empty folder under the root. */
export async function emptyFolder(root: string, folder: string): Promise<string> {
  await rm(join(root, folder), { recursive: true, force: true });
  await mkdir(join(root, folder), { recursive: true });
  return join(root, folder);
}

/** Writes what goes with the files of a package, and packs it beside its folder; the path of the archive. */
export async function packFolder(root: string, folder: string, texts: PackageTexts): Promise<string> {
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const { version, license, engines } = own;
  const manifest = { ...texts.manifest, version, license, engines };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), texts.readme(own));
  await writeFile(join(folder, 'NOTICES.md'), await noticesOf(root, texts.inputs));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const pack = ['pack', '--silent', '--pack-destination', '..'];
  const { stdout } = await promisify(execFile)('npm', pack, { cwd: folder });
  return join(folder, '..', stdout.trim());
}
