import { isConfiguration, parentOf, type Files } from './files';
import { readBlocks } from './hcl/blocks';
import { calledFolders } from './module-sources';

const leftOut = /(^|\/)(\.terraform|tests)\//;

/**
 * The files of a template's bundle: what lies below the template and below the folders of the modules that it calls, directly or
 * not. Configuration of a folder that nothing calls, such as a module's examples, is left out, as Terraform never reads it.
 */
export async function bundledFiles(files: Files, root: string): Promise<Files> {
  const packed = new Map(
    [...files].filter(([path]) => /^(templates|modules)\//.test(path) && !leftOut.test(path)),
  );
  const folders = await foldersOf(packed, root);
  const isBelow = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
  return new Map(
    [...packed].filter(
      ([path]) => isBelow(path) && (!isConfiguration(path) || folders.includes(parentOf(path))),
    ),
  );
}

/** Folder by folder, so that a file that nothing reads is not read here either. */
async function foldersOf(files: Files, root: string): Promise<string[]> {
  const known = [root];
  for (const folder of known) {
    const blocks = await readBlocks(new Map([...files].filter(([path]) => parentOf(path) === folder)));
    known.push(...calledFolders(blocks).filter((called) => !known.includes(called)));
  }
  return known;
}
