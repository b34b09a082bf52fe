import { posix } from 'node:path';
import { type Bundle, rootOf } from '../../bundle/read-bundle';
import { findBlocks, type FoundBlock } from './find-block';

/** A module as a bundle holds it: its path in the configuration, its folder, and the block that calls it; the root has none. */
export interface FoundModule {
  path: string;
  folder: string;
  caller: { module: FoundModule; name: string; block: FoundBlock } | undefined;
}

/** The module at a path such as `network.inner`, empty for the root; undefined where a call of it is missing. */
export async function findModule(bundle: Bundle, path: string): Promise<FoundModule | undefined> {
  let found: FoundModule = { path: '', folder: posix.normalize(rootOf(bundle.manifest)), caller: undefined };
  for (const name of path === '' ? [] : path.split('.')) {
    const next = await calledModule(bundle, found, name);
    if (!next) return undefined;
    found = next;
  }
  return found;
}

/** The module that another calls by this name. */
export async function calledModule(
  { files, manifest }: Bundle,
  module: FoundModule,
  name: string,
): Promise<FoundModule | undefined> {
  const [block] = await findBlocks(files, module.folder, `module.${name}`);
  if (!block) return undefined;
  const path = module.path === '' ? name : `${module.path}.${name}`;
  const record = manifest.modules?.find(({ key }) => key === path);
  const root = posix.normalize(rootOf(manifest));
  const folder = record ? posix.join(root, record.folder) : folderBeside(module, block);
  return folder === undefined
    ? undefined
    : { path, folder: folder.replace(/\/$/, ''), caller: { module, name, block } };
}

/** Where the source of a call leads that is a path. */
function folderBeside({ folder }: FoundModule, { parts }: FoundBlock): string | undefined {
  const text = parts.find(({ name }) => name === 'source')?.text ?? '';
  const source = /"(\.\.?\/[^"$%]*)"\s*$/.exec(text)?.[1];
  return source === undefined ? undefined : posix.join(folder, source);
}
