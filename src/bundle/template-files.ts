import { runFailure } from '../domain/environment/run-failure';
import { blocksOf, type Files, parentOf } from './file-blocks';
import { attributeOf, type HclBlock } from './hcl-blocks';
import { foreignModules } from './module-sources';

/** What the runner must know of a root module before it may run. */
export interface RootModule {
  usesAws: boolean;
  /** Aliases of the module's own `provider "aws"` blocks. */
  awsAliases: string[];
  variables: { name: string; sensitive: boolean }[];
}

/** Reads a root module, refusing what the runner's own files could not override. */
export function inspectRootModule(files: Files, folder: string): RootModule {
  const inRoot = [...files].filter(([path]) => parentOf(path) === folder);
  inRoot.forEach(([path]) => refuseFile(path, folder));
  refuseModuleProviders(files, folder);
  const [foreign] = foreignModules(files);
  if (foreign !== undefined) throw runFailure('configuration', `${foreign}.`);
  const blocks = inRoot.flatMap(([path, bytes]) => blocksOf(path, bytes));
  refuseOtherRoles(blocks.filter(isAwsProvider), folder);
  const aliases = blocks.filter(isAwsProvider).flatMap((block) => attributeOf(block, 'alias') ?? []);
  return {
    usesAws: usesAws(files, folder) || blocks.some(isAwsProvider),
    awsAliases: aliases,
    variables: blocks.filter(({ type }) => type === 'variable').map(variableOf),
  };
}

const ours = ['leasehold_override.tf.json', 'leasehold.auto.tfvars.json'];
/** Files that Terraform would read after, or instead of, those that the runner writes. */
const refused =
  /^(override\.tf(\.json)?|.*_override\.tf(\.json)?|.*\.auto\.tfvars(\.json)?|terraform\.tfstate.*)$/;

function refuseFile(path: string, folder: string): void {
  const name = path.slice(folder.length + 1);
  if (!refused.test(name) || ours.includes(name)) return;
  throw runFailure(
    'configuration',
    `The template bundle holds ${path}, which would override what the runner sets.`,
  );
}

/** An override file reaches the root module only, so a module that configures a provider itself would go unseen. */
function refuseModuleProviders(files: Files, folder: string): void {
  for (const [path, bytes] of files) {
    if (parentOf(path) === folder || !blocksOf(path, bytes).some(isAwsProvider)) continue;
    throw runFailure('configuration', `${path} configures the provider aws itself; only a root module may.`);
  }
}

/** A nested block stays unless it is replaced, so a template could leave the identity that its run has. */
function refuseOtherRoles(providers: HclBlock[], folder: string): void {
  const other = providers.find(({ body }) => /^\s*(?:dynamic\s+")?assume_role/m.test(body));
  if (!other) return;
  throw runFailure(
    'configuration',
    `${folder} configures a provider aws with assume_role; a run works as the role of its target alone.`,
  );
}

function isAwsProvider({ type, labels }: HclBlock): boolean {
  return type === 'provider' && labels[0] === 'aws';
}

function variableOf(block: HclBlock): RootModule['variables'][number] {
  const sensitive = ['sensitive', 'ephemeral'].some((mark) => attributeOf(block, mark) === 'true');
  return { name: block.labels[0] ?? '', sensitive };
}

function usesAws(files: Files, folder: string): boolean {
  const lock = files.get(`${folder}/.terraform.lock.hcl`);
  return lock !== undefined && new TextDecoder().decode(lock).includes('/hashicorp/aws"');
}
