import { posix } from 'node:path';
import * as z from 'zod';
import { isComputed, type Block } from './hcl/blocks';
import { isConfiguration, parentOf, type Files } from './files';
import { refusedSource, whatIsOne } from './vendor/module-source';

/** A call of a module as a file has it: by its name there, with its source where that is a constant text. */
export const ModuleCall = z.object({
  path: z.string(),
  name: z.string(),
  source: z.string().optional(),
  /** Where the source leads, if it is a path within the tree. */
  folder: z.string().optional(),
});
export type ModuleCall = z.infer<typeof ModuleCall>;

/** Where a call leads whose module lies elsewhere: the folder of the call, its name there, and the folder that the module was put in. */
export interface VendoredCall {
  from: string;
  name: string;
  folder: string;
}

/**
 * One sentence for each module whose source is neither a folder of these files nor vendored in them: Terraform would fetch
 * it, with what it then is, from an address that no digest covers.
 */
export function foreignModules(
  files: Files,
  blocks: readonly Block[],
  vendored: readonly VendoredCall[] = [],
): string[] {
  const known = foldersOf(files);
  return moduleCalls(blocks).flatMap((call) => {
    const reason = refusedCall(call);
    if (reason !== undefined) return reason;
    const folders = foldersOfCall(call, vendored);
    return folders.length > 0 && folders.every((one) => known.has(one)) ? [] : notThere(call);
  });
}

/** Why a module cannot be taken from where a call says; undefined for a folder of the tree and what Terraform fetches. */
export function refusedCall({ path, name, source, folder }: ModuleCall): string | undefined {
  if (folder !== undefined) return undefined;
  const where = source === undefined ? 'which is not a constant path' : refusedSource(source);
  return where && `${path} takes module '${name}' from ${where}; ${whatIsOne}`;
}

function notThere({ path, name, source }: ModuleCall): string {
  return `${path} takes module '${name}' from '${source}', which is not part of the bundle; ${whatIsOne}`;
}

/** The folders that the modules are in which these blocks call. */
export function calledFolders(blocks: readonly Block[], vendored: readonly VendoredCall[] = []): string[] {
  return [...new Set(moduleCalls(blocks).flatMap((call) => foldersOfCall(call, vendored)))];
}

/** The folder of a call; of a module from elsewhere one for each way that Terraform comes to the call. */
export function foldersOfCall(call: ModuleCall, vendored: readonly VendoredCall[]): string[] {
  if (call.folder !== undefined) return [call.folder];
  return vendored
    .filter(({ from, name }) => from === parentOf(call.path) && name === call.name)
    .map(({ folder }) => folder);
}

/** The calls of modules among these blocks. */
export function moduleCalls(blocks: readonly Block[]): ModuleCall[] {
  return blocks.filter(({ type }) => type === 'module').map(callOf);
}

function callOf({ path, labels: [name = ''], body: { source } }: Block): ModuleCall {
  if (typeof source !== 'string' || isComputed(source)) return { path, name };
  if (!source.startsWith('./') && !source.startsWith('../')) return { path, name, source };
  return { path, name, source, folder: posix.join(parentOf(path), source).replace(/\/$/, '') };
}

/** The folders that have anything that Terraform would read. */
function foldersOf(files: Files): Set<string> {
  return new Set([...files.keys()].filter(isConfiguration).map(parentOf));
}
