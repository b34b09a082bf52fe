import { isConfiguration, parentOf, type Files } from './files';
import { readBlocks } from './hcl/blocks';
import { calledFolders } from './module-sources';

const leftOut = /(^|\/)(\.terraform|tests)\//;

/**
 * The files of a template's bundle: what lies below its folders. Configuration of any other folder there, such as a module's
 * examples, is left out, as Terraform never reads it.
 */
export function bundledFiles(files: Files, folders: readonly string[]): Files {
  return new Map([...files].filter(([path]) => isBundled(path, folders)));
}

/** Whether a bundle of these folders holds a path. */
export function isBundled(path: string, folders: readonly string[]): boolean {
  const isBelow = folders.some((folder) => path.startsWith(`${folder}/`));
  return isPackable(path) && isBelow && (!isConfiguration(path) || folders.includes(parentOf(path)));
}

function isPackable(path: string): boolean {
  return /^(templates|modules)\//.test(path) && !leftOut.test(path);
}

/** Returns the folders that one folder's files call, which `find` reads from them. */
export type CallsOf = (folder: Files, find: () => Promise<string[]>) => Promise<string[]>;

/** The folder of a template and those of the modules that it calls, directly or not; a file of no such folder is not read. */
export async function bundledFolders(files: Files, root: string, callsOf: CallsOf): Promise<string[]> {
  const known = [root];
  for (const folder of known) {
    const own = new Map([...files].filter(([path]) => isPackable(path) && parentOf(path) === folder));
    const called = await callsOf(own, async () => calledFolders(await readBlocks(own)));
    known.push(...called.filter((one) => !known.includes(one)));
  }
  return known;
}
