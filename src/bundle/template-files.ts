import { runFailure } from '../domain/environment/run-failure';
import { defaultTagsOf } from './default-tags';
import { parentOf, runnerFiles, type Files } from './files';
import { constantIn, isTrueIn, nestedIn, readBlocks, type Block } from './hcl/blocks';
import { foreignModules, type VendoredCall } from './module-sources';
import { isAwsProvider, refuseOtherNames } from './provider-names';
import type { RootModule } from './root-module';

/** Reads a root module; a RunFailure where the runner's own files could not override it, or it cannot be understood. */
export async function inspectRootModule(
  files: Files,
  folder: string,
  vendored: readonly VendoredCall[] = [],
): Promise<RootModule> {
  [...files.keys()].filter((path) => parentOf(path) === folder).forEach((path) => refuseFile(path, folder));
  const all = await readBlocks(files);
  const blocks = all.filter(({ path }) => parentOf(path) === folder);
  refuseModuleProviders(all, folder);
  refuseOtherNames(blocks);
  const [foreign] = foreignModules(files, all, vendored);
  if (foreign !== undefined) throw runFailure('configuration', `${foreign}.`);
  const providers = blocks.filter((block) => isAwsProvider(block, blocks));
  providers.forEach(refuseOtherRoles);
  const [defaultTags, removed] = [defaultTagsOf(providers), removedBy(all)];
  return {
    usesAws: usesAws(files, folder) || providers.length > 0,
    awsAliases: providers.flatMap((block) => constantIn(block, 'alias') ?? []),
    ...(Object.keys(defaultTags).length > 0 && { defaultTags }),
    ...(removed.length > 0 && { removed }),
    variables: blocks.filter(({ type }) => type === 'variable').map(variableOf),
  };
}

const ours = [runnerFiles.override, runnerFiles.variables];
/** Files that Terraform would read after, or instead of, those that the runner writes. */
const refused =
  /^(override\.tf(\.json)?|.*_override\.tf(\.json)?|.*\.auto\.tfvars(\.json)?|terraform\.tfstate.*)$/;

function refuseFile(path: string, folder: string): void {
  const name = path.slice(folder.length + 1);
  if (!refused.test(name) || ours.includes(name)) return;
  throw runFailure(
    'configuration',
    `The template bundle contains ${path}, which would override settings of the runner.`,
  );
}

/** An override file reaches the root module only, so a module that configures a provider itself would go unseen. */
function refuseModuleProviders(blocks: readonly Block[], folder: string): void {
  const own = blocks.find((block) => parentOf(block.path) !== folder && isAwsProvider(block, blocks));
  if (!own) return;
  throw runFailure(
    'configuration',
    `${own.path} configures the provider aws itself; only a root module may.`,
  );
}

/** A nested block stays unless it is replaced, so a template could leave the identity that its run has. */
function refuseOtherRoles(provider: Block): void {
  const dynamic = nestedIn(provider, 'dynamic', 1).flatMap(({ labels }) => labels);
  const other = Object.keys(provider.body)
    .concat(dynamic)
    .find((name) => name.startsWith('assume_role'));
  if (other === undefined) return;
  throw runFailure(
    'configuration',
    `${parentOf(provider.path)} configures a provider aws with ${other} (${provider.path}: ${provider.address}); a run uses only the role of its target.`,
  );
}

/** An address is a text in the JSON syntax, and an expression in the other. */
function removedBy(blocks: readonly Block[]): string[] {
  return blocks
    .filter(({ type }) => type === 'removed')
    .flatMap(({ body: { from } }) => (typeof from === 'string' ? from.replace(/^\$\{(.*)\}$/, '$1') : []));
}

function variableOf(block: Block): RootModule['variables'][number] {
  const sensitive = ['sensitive', 'ephemeral'].some((mark) => isTrueIn(block, mark));
  return { name: block.labels[0] ?? '', sensitive };
}

function usesAws(files: Files, folder: string): boolean {
  const lock = files.get(`${folder}/.terraform.lock.hcl`);
  return lock !== undefined && new TextDecoder().decode(lock).includes('/hashicorp/aws"');
}
