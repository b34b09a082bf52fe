import { zipSync } from 'fflate';
import { parse as parseYaml } from 'yaml';
import { DomainError } from '../domain/base/errors';
import { parseRecord } from '../domain/base/parse';
import { RunFailure } from '../domain/environment/run-failure';
import {
  type Engine,
  type Manifest,
  type PackedBundle,
  PublishableManifest,
} from '../domain/template/template';
import { bundledFiles, bundledFolders } from './bundled-files';
import { digestOf } from './digest';
import type { Files } from './files';
import { readBlocks } from './hcl/blocks';
import { otherEngineBlocks, otherEngineFiles } from './other-engine';
import { inspectRootModule } from './template-files';
import { unlistedCalls } from './outside-calls';
import { lostReads, unlistedReads } from './outside-files';
import type { BundleManifest } from './read-bundle';
import { differentlySensitive } from './sensitive-variables';

/** The folder that holds `templates/` and `modules/`, and the engine that its templates are made for. */
export interface PackInput {
  files: Files;
  engine: Engine;
  /** What may run beside the providers, by names as `outsideCalls` has them; anything unless it is given. */
  programs?: readonly string[] | undefined;
}

const oldestZipDate = new Date(1980, 0, 1);

/**
 * Every template of a folder as a bundle, by name; the same files give the same bytes. CorruptRecord when a manifest is
 * invalid, Terraform could not read a file, a module is missing, or something runs beside the providers that is not listed.
 */
export async function packBundles(input: PackInput): Promise<PackedBundle[]> {
  const packed: PackedBundle[] = [];
  for (const name of templateNames(input.files)) packed.push(await packTemplate(name, input));
  return packed;
}

async function packTemplate(name: string, { files, engine, programs }: PackInput): Promise<PackedBundle> {
  const root = `templates/${name}`;
  const manifest = readManifest(files, root);
  const { version } = manifest;
  try {
    const folders = await bundledFolders(files, root);
    refuse('A template', otherEngineFiles(files, folders));
    const bundled = bundledFiles(files, folders);
    refuse('A template', otherEngineBlocks(await readBlocks(bundled)));
    const module = await inspectRootModule(bundled, root);
    refuse(`${root}/template.yaml`, differentlySensitive(module, manifest));
    refuse('A template', await lostReads(bundled, root));
    if (programs !== undefined) refuse('A template', await unlistedIn(bundled, programs));
    const zip = zipBundle(bundled, { template: name, version, engine, module });
    return { name, version, bundle: digestOf(zip), engine, manifest, zip };
  } catch (error) {
    if (error instanceof RunFailure) throw corrupt('A template', error.message, error);
    throw error;
  }
}

async function unlistedIn(bundled: Files, programs: readonly string[]): Promise<string[]> {
  return (await unlistedCalls(bundled, programs)).concat(await unlistedReads(bundled, programs));
}

function refuse(what: string, [reason]: readonly string[]): void {
  if (reason !== undefined) throw corrupt(what, reason);
}

function corrupt(what: string, reason: string, cause?: Error): DomainError<'CorruptRecord'> {
  return new DomainError('CorruptRecord', { what, reason }, { cause });
}

function templateNames(files: Files): string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1] ?? [],
  );
  return names.sort();
}

function readManifest(files: Files, root: string): Manifest {
  const path = `${root}/template.yaml`;
  return parseRecord(PublishableManifest, parseYaml(new TextDecoder().decode(files.get(path))), path);
}

/** The same bytes for the same files, whatever the machine and the day: sorted, one date, one compression. */
function zipBundle(bundled: Files, manifest: BundleManifest): Uint8Array {
  const entries = [...bundled].sort(([a], [b]) => (a < b ? -1 : 1));
  const described = entries.concat([['bundle.json', Buffer.from(JSON.stringify(manifest, null, 2))]]);
  return zipSync(Object.fromEntries(described), { level: 9, mtime: oldestZipDate });
}
