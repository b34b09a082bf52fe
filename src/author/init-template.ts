import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFileName } from '../bundle/proof/locked-providers';
import { CliError } from '../client/errors';
import type { AuthorTools } from './author-tools';
import { lockProviders, type ProviderLock } from './lock-providers';
import { isUnlocked } from './pack-folder';
import { scaffoldFile } from './read-template-folder';
import { draftScaffold, nameOf, type ScaffoldOf } from './scaffold';

/** What was written. */
export interface InitialisedTemplate {
  name: string;
  files: string[];
  inputs: { required: number; optional: number };
  lock: Pick<ProviderLock, 'platforms' | 'missing'> | undefined;
}

/**
 * Writes the `template.yaml` of a folder from the variables and outputs of its module, the same as the scaffold that a later update
 * is compared with, and the lock file that it lacks. Nothing that is there is changed; CliError where the module cannot be read.
 */
export async function initTemplate(of: ScaffoldOf, tools: AuthorTools): Promise<InitialisedTemplate> {
  const { folder } = of;
  nameOf(folder);
  await refuseTaken(join(folder, 'template.yaml'));
  await mkdir(folder, { recursive: true });
  const { name, read, interface: own, text } = await draftScaffold(of, tools);
  const lock = isUnlocked(read) ? await lockProviders(read, tools) : undefined;
  // The scaffold first: a folder with a template.yaml has it.
  await writeFile(join(folder, scaffoldFile), text);
  const files = [await put(folder, 'template.yaml', text), join(folder, scaffoldFile)];
  if (lock && lock.text.length > 0) files.push(await put(folder, lockFileName, lock.text));
  const optional = own.variables.filter(({ isOptional }) => isOptional).length;
  return {
    name,
    files,
    inputs: { required: own.variables.length - optional, optional },
    lock: lock && { platforms: lock.platforms, missing: lock.missing },
  };
}

async function refuseTaken(file: string): Promise<void> {
  const taken = await access(file).then(
    () => true,
    () => false,
  );
  if (taken)
    throw new CliError('conflict', `${file} exists already, and is not replaced.`, {
      hints: ["'idp template check' reads it, and 'idp template update' merges a newer module into it."],
    });
}

async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content, { flag: 'wx' });
  return file;
}
