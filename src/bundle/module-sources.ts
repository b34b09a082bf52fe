import { posix } from 'node:path';
import { blocksOf, type Files, parentOf } from './file-blocks';
import { attributeOf } from './hcl-blocks';

/**
 * One sentence for each module whose source is not a folder of these files: Terraform would fetch it, with what it then
 * is, from an address that no digest covers.
 */
export function foreignModules(files: Files): string[] {
  return [...files].flatMap(([path, bytes]) =>
    blocksOf(path, bytes)
      .filter(({ type }) => type === 'module')
      .flatMap((block) => {
        const source = attributeOf(block, 'source');
        if (source !== undefined && isFolderOf(files, path, source)) return [];
        const wanted = source === undefined ? 'which is no constant path' : `'${source}'`;
        return `${path} takes module '${block.labels[0] ?? ''}' from ${wanted}; only a folder of the bundle, ./ or ../, is one`;
      }),
  );
}

/** Terraform takes nothing for a folder that does not begin with ./ or ../. */
function isFolderOf(files: Files, path: string, source: string): boolean {
  if (!/^\.\.?\//.test(source)) return false;
  const folder = posix.join(parentOf(path), source).replace(/\/$/, '');
  return [...files.keys()].some((file) => parentOf(file) === folder);
}
