import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../client/errors';
import type { RunnableFiles } from '../bundle/files';
import { folderOfTemplate } from '../bundle/seal-template';
import { cannotRead, listFolder, type Unfit } from '../tools/list-folder';

/** What lies in the folder of a template, by its paths in a bundle, and what no bundle can hold. */
export interface TemplateFolder extends RunnableFiles {
  unfit: Unfit[];
}

/** What `init` wrote into a folder, for a later `update`: the file is kept beside template.yaml, and no bundle has it. */
export const scaffoldFile = '.template.scaffold.yaml';

const skipped = new Set(['.terraform', '.git', 'node_modules', 'terraform.tfvars', scaffoldFile]);

/** Reads the folder of a template as the files that its bundle would have; CliError where there is no such folder. */
export async function readTemplateFolder(folder: string, name: string): Promise<TemplateFolder> {
  const within = folderOfTemplate(name);
  const listing = await listFolder(folder, { skipped }).catch((error: unknown) => {
    throw new CliError('invalid', `${folder} ${cannotRead(error)}.`, {
      hints: ["Name the folder of a template; 'idp template init' makes one."],
    });
  });
  const read: TemplateFolder = {
    files: new Map(),
    executables: new Set(),
    unfit: listing.unfit.map(({ path, why }) => ({ path: `${within}/${path}`, why })),
  };
  const files = new Map<string, Uint8Array>();
  for (const { path } of listing.files) files.set(`${within}/${path}`, await readFile(join(folder, path)));
  const executables = listing.files
    .filter(({ isExecutable }) => isExecutable)
    .map(({ path }) => `${within}/${path}`);
  return { ...read, files, executables: new Set(executables) };
}
