import type { Unfit } from '../tools/list-folder';
import { isBundled } from './bundled-files';
import type { Manifest } from '../domain/template/template';
import type { Files } from './files';
import { mostBundleBytes } from './read-bundle';

const instead =
  'a bundle contains only regular files, at most 64 MB in total; replace it with a regular file, or remove it';

/** One sentence for each thing that would be in the bundle of these folders, and cannot be. */
export function unfitIn(unfit: readonly Unfit[], folders: readonly string[]): string[] {
  const holds = (path: string) =>
    isBundled(path, folders) || folders.some((one) => one === path || one.startsWith(`${path}/`));
  return unfit.filter(({ path }) => holds(path)).map(({ path, why }) => `${path} ${why}; ${instead}`);
}

/** One sentence that names the largest of files which are more than any bundle may hold; none for others. */
export function tooLarge(files: Files): string[] {
  const sizes = [...files].map(([path, { length }]) => ({ path, length }));
  const sum = sizes.reduce((all, { length }) => all + length, 0);
  if (sum <= mostBundleBytes) return [];
  const [largest] = sizes.sort((a, b) => b.length - a.length);
  return [
    `the files have ${sum} bytes in total, and a bundle may have at most ${mostBundleBytes}; the largest is ${largest?.path} (${largest?.length} bytes)`,
  ];
}

const mostManifestBytes = 1_000_000;

/** One sentence where more is said of a template than the index of the catalog has room for, which every request reads. */
export function tooWordy(manifest: Manifest): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(manifest));
  if (bytes <= mostManifestBytes) return [];
  return [
    `what it says of its inputs and outputs is ${bytes} bytes as JSON, and may be at most ${mostManifestBytes} bytes; shorten descriptions and defaults`,
  ];
}

/** The names of templates whose very folder or manifest is unfit, which no file speaks of. */
export function unfitTemplates(unfit: readonly Unfit[]): string[] {
  return unfit.flatMap(({ path }) => {
    const [room = '', name = room, file = 'template.yaml', ...below] = path.split('/');
    return room === 'templates' && file === 'template.yaml' && below.length === 0 ? name : [];
  });
}
