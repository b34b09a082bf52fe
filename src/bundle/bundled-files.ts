import { isConfiguration, parentOf, type Files } from './files';
import { readBlocks } from './hcl/blocks';
import { foldersOfCall, type ModuleCall, moduleCalls, type VendoredCall } from './module-sources';

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

/** Returns the calls in one folder's files, which `find` reads from them. */
export type CallsOf = (folder: Files, find: () => Promise<ModuleCall[]>) => Promise<ModuleCall[]>;

/** A template with all that it calls: the folders, its own first, and every call in them. */
export interface ModuleTree {
  folders: string[];
  calls: ModuleCall[];
}

/** The folder of a template and those of the modules that it calls, directly or not; a file of no such folder is not read. */
export async function moduleTree(
  files: Files,
  root: string,
  { callsOf, vendored }: { callsOf: CallsOf; vendored: readonly VendoredCall[] },
): Promise<ModuleTree> {
  const tree: ModuleTree = { folders: [root], calls: [] };
  for (const folder of tree.folders) {
    const own = new Map([...files].filter(([path]) => isPackable(path) && parentOf(path) === folder));
    const calls = await callsOf(own, async () => moduleCalls(await readBlocks(own)));
    const called = calls.flatMap((call) => foldersOfCall(call, vendored));
    tree.calls.push(...calls);
    tree.folders.push(...[...new Set(called)].filter((one) => !tree.folders.includes(one)));
  }
  return tree;
}
