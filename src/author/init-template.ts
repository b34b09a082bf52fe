import { access, mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { lockFileName } from '../bundle/proof/locked-providers';
import { CliError } from '../client/errors';
import { PlainTemplateName } from '../domain/template/template-name';
import type { WholeModule } from '../domain/template/template-file';
import type { AuthorTools } from './author-tools';
import { draftManifest } from './draft-manifest';
import { lockProviders, type ProviderLock } from './lock-providers';
import { isUnlocked, readOwn } from './pack-folder';
import { readTemplateFolder } from './read-template-folder';

/** Which folder becomes a template, and the module that it is where it has none of its own. */
export interface NewTemplate {
  folder: string;
  module: WholeModule | undefined;
  /** Where editors find the schema of a template.yaml. */
  schema: string | undefined;
}

/** What was written. */
export interface InitialisedTemplate {
  name: string;
  files: string[];
  inputs: { required: number; optional: number };
  lock: Pick<ProviderLock, 'platforms' | 'missing'> | undefined;
}

/**
 * Writes the `template.yaml` of a folder from the variables and outputs of its module, and the lock file that it lacks. Nothing
 * that is there is changed; CliError where the module cannot be read.
 */
export async function initTemplate(
  { folder, module, schema }: NewTemplate,
  tools: AuthorTools,
): Promise<InitialisedTemplate> {
  const name = nameOf(folder);
  await refuseTaken(join(folder, 'template.yaml'));
  await mkdir(folder, { recursive: true });
  const own = await readTemplateFolder(folder, name);
  const read = await readOwn({ own, name, module }, tools);
  if (read.interface === undefined)
    throw new CliError('invalid', `The module of ${folder} cannot be read: ${read.refusals.join('; ')}.`);
  if (module === undefined && own.files.size === 0)
    throw new CliError('invalid', `${folder} has no Terraform files, and no module was named.`, {
      hints: [`Name one: 'idp template init ${folder} --from terraform-aws-modules/vpc/aws@5.21.0'.`],
    });
  const lock = isUnlocked(read) ? await lockProviders(read, tools) : undefined;
  const files = [
    await put(folder, 'template.yaml', draftManifest({ name, module, interface: read.interface, schema })),
  ];
  if (lock && lock.text.length > 0) files.push(await put(folder, lockFileName, lock.text));
  const optional = read.interface.variables.filter(({ isOptional }) => isOptional).length;
  return {
    name,
    files,
    inputs: { required: read.interface.variables.length - optional, optional },
    lock: lock && { platforms: lock.platforms, missing: lock.missing },
  };
}

/** A template is called as its folder. */
export function nameOf(folder: string): string {
  const name = basename(resolve(folder));
  const parsed = PlainTemplateName.safeParse(name);
  if (parsed.success) return name;
  throw new CliError(
    'invalid',
    `'${name}' cannot be the name of a template: it ${parsed.error.issues[0]?.message}.`,
    {
      hints: ['Rename the folder.'],
    },
  );
}

async function refuseTaken(file: string): Promise<void> {
  const taken = await access(file).then(
    () => true,
    () => false,
  );
  if (taken)
    throw new CliError('conflict', `${file} exists already, and is not replaced.`, {
      hints: ["'idp template check' reads it."],
    });
}

async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content, { flag: 'wx' });
  return file;
}
