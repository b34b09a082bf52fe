import { posix } from 'node:path';
import { isComputed, type Block } from './hcl/blocks';
import { isConfiguration, parentOf, type Files } from './files';

/**
 * One sentence for each module whose source is not a folder of these files: Terraform would fetch it, with what it then
 * is, from an address that no digest covers.
 */
export function foreignModules(files: Files, blocks: readonly Block[]): string[] {
  return callsOf(blocks).flatMap((block) => {
    const folder = folderOf(block);
    if (folder !== undefined && foldersOf(files).has(folder)) return [];
    const { source } = block.body;
    const wanted =
      typeof source === 'string' && !isComputed(source) ? `'${source}'` : 'which is no constant path';
    return `${block.path} takes module '${block.labels[0] ?? ''}' from ${wanted}; only a folder of the bundle, ./ or ../, is one`;
  });
}

/** The folders that the modules are in which these blocks call. */
export function calledFolders(blocks: readonly Block[]): string[] {
  return [...new Set(callsOf(blocks).flatMap((block) => folderOf(block) ?? []))];
}

function callsOf(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ type }) => type === 'module');
}

/** The folder that a call names; undefined for any source that is no path within the tree. */
function folderOf({ path, body: { source } }: Block): string | undefined {
  if (typeof source !== 'string' || isComputed(source)) return undefined;
  if (!source.startsWith('./') && !source.startsWith('../')) return undefined;
  return posix.join(parentOf(path), source).replace(/\/$/, '');
}

/** The folders that have anything that Terraform would read. */
function foldersOf(files: Files): Set<string> {
  return new Set([...files.keys()].filter(isConfiguration).map(parentOf));
}
