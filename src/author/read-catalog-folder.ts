import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { packBundles } from '../bundle/pack-bundles';
import { readTree, type TemplateTree } from '../bundle/read-tree';
import { CliError } from '../client/errors';
import type { FolderOfTemplates } from '../client/templates/workshop';
import { readTemplateFolder } from './read-template-folder';

/** What is read is not built, so no engine is meant, and no target whose services could be asked for. */
const engine = { name: 'terraform', version: '0.0.0' } as const;

/**
 * The templates of a folder: one with `templates/` in it, `templates` itself with `modules` beside it, or any with a folder for each
 * template. Nothing is fetched and no Terraform is run.
 */
export async function readCatalogFolder(folder: string): Promise<FolderOfTemplates> {
  const { packed, refused } = await packBundles({ ...(await treeOf(folder)), engine, services: 'any' });
  if (packed.length + refused.length > 0) return { templates: packed, refused };
  throw new CliError('not-found', `There is no template in ${folder}.`, {
    code: 'NoTemplates',
    hints: ['Name a folder that has a folder with a template.yaml for each template.'],
  });
}

async function treeOf(folder: string): Promise<TemplateTree> {
  const path = resolve(folder);
  if (!existsSync(path))
    throw new CliError('not-found', `There is no folder ${folder}.`, { code: 'NoTemplates' });
  if (existsSync(join(path, 'templates'))) return readTree(path);
  if (basename(path) === 'templates') return readTree(dirname(path));
  return joined(path);
}

async function joined(path: string): Promise<TemplateTree> {
  const names = (await readdir(path)).filter((name) => existsSync(join(path, name, 'template.yaml')));
  const folders = await Promise.all(names.map((name) => readTemplateFolder(join(path, name), name)));
  return {
    files: new Map(folders.flatMap(({ files }) => [...files])),
    executables: new Set(folders.flatMap(({ executables }) => [...executables])),
    unfit: folders.flatMap(({ unfit }) => unfit),
  };
}
