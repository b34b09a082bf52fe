import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePath, bundles } from '../../../scripts/build/bundles';

/** Everything that a bundle is made of, relative to the root. */
const sources = ['src', 'lambdas', 'bin', 'scripts/build', 'package.json', 'package-lock.json'];

/** True when every bundle is there and was written after the last change of any source, a removed one among them. */
export async function areBundlesFresh(root: string): Promise<boolean> {
  const written = await Promise.all(bundles.map((one) => changedAt(bundlePath(root, one))));
  const changed = await Promise.all(sources.map((path) => newestIn(join(root, path))));
  return Math.min(...written) > Math.max(...changed);
}

/** When a file, or what a folder lists, was changed last, in milliseconds; 0 for what is not there. */
async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true }).catch(() => []);
  return Math.max(...(await Promise.all(['', ...entries].map((entry) => changedAt(join(path, entry))))));
}
