import { resolveComponents } from '../../../domain/stack/import-atmos/components';
import { convertStacks } from '../../../domain/stack/import-atmos/convert';
import type { ConvertedStack } from '../../../domain/stack/import-atmos/converted';
import type { ModuleFacts } from '../../../domain/stack/import-atmos/module-facts';
import type { Finding } from '../../../domain/stack/import-atmos/repository';
import { sortProblems } from '../../../domain/stack/place';
import { manifestsOf, readRepository } from './read-repository';
import { writeStack } from './write-stack';

/** What an Atmos repository is here: the files to write, and what whoever imports it should know. */
export interface ImportedRepository {
  files: Map<string, string>;
  stacks: ConvertedStack[];
  findings: Finding[];
}

type ReadModules = (base: string, folders: readonly string[]) => Promise<ReadonlyMap<string, ModuleFacts>>;

/** Reads a repository of Atmos as stacks of ours; nothing is written. */
export async function importRepository(
  folder: string,
  readModules: ReadModules,
): Promise<ImportedRepository> {
  const repository = await readRepository(folder);
  const findings = [...repository.unread];
  const components = resolveComponents({ ...repository, findings }, manifestsOf(repository));
  const built = components.filter(({ isAbstract }) => !isAbstract);
  const folders = [...new Set(built.map((one) => one.folder))].sort();
  const modules = await readModules(`${folder}/${repository.config.componentsPath}`, folders);
  const stacks = convertStacks(components, { modules, findings });
  return {
    files: new Map(stacks.map((stack) => [`${stack.name}.yaml`, writeStack(stack)])),
    stacks,
    findings: sortProblems(findings) as Finding[],
  };
}
