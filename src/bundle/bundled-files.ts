import { isConfiguration, parentOf, type Files } from './files';
import { readBlocks } from './hcl/blocks';
import { calledFolders } from './module-sources';

const leftOut = /(^|\/)(\.terraform|tests)\//;

/**
 * The files of a template's bundle: what lies below its folders. Configuration of any other folder there, such as a module's
 * examples, is left out, as Terraform never reads it.
 */
export function bundledFiles(files: Files, folders: readonly string[]): Files {
  const isBelow = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
  return new Map(
    [...packable(files)].filter(
      ([path]) => isBelow(path) && (!isConfiguration(path) || folders.includes(parentOf(path))),
    ),
  );
}

function packable(files: Files): Files {
  return new Map([...files].filter(([path]) => /^(templates|modules)\//.test(path) && !leftOut.test(path)));
}

/** Returns the folders that one folder's files call, which `find` reads from them. */
export type CallsOf = (folder: Files, find: () => Promise<string[]>) => Promise<string[]>;

/** The folder of a template and those of the modules that it calls, directly or not; a file of no such folder is not read. */
export async function bundledFolders(files: Files, root: string, callsOf: CallsOf): Promise<string[]> {
  const known = [root];
  for (const folder of known) {
    const own = new Map([...packable(files)].filter(([path]) => parentOf(path) === folder));
    const called = await callsOf(own, async () => calledFolders(await readBlocks(own)));
    known.push(...called.filter((one) => !known.includes(one)));
  }
  return known;
}
