import { zipSync } from 'fflate';
import { parse as parseYaml } from 'yaml';
import { DomainError } from '../domain/base/errors';
import { parseRecord } from '../domain/base/parse';
import {
  type Engine,
  type Manifest,
  type PackedBundle,
  PublishableManifest,
} from '../domain/template/template';
import { digestOf } from './digest';
import type { Files } from './file-blocks';
import { foreignModules } from './module-sources';
import { unlistedCalls } from './outside-calls';
import { unlistedReads } from './outside-files';
import { differentlySensitive } from './sensitive-variables';

/** The folder that holds `templates/` and `modules/`, and the engine that its templates are made for. */
export interface PackInput {
  files: Files;
  engine: Engine;
  /** What may run beside the providers, by names as `outsideCalls` has them; anything unless it is given. */
  programs?: readonly string[] | undefined;
}

const oldestZipDate = new Date(1980, 0, 1);
const leftOut = /(^|\/)(\.terraform|tests)\//;
const moduleSource = /source\s*=\s*"(?:\.\.\/)+(?:modules\/)?([a-z0-9-]+)"/g;

/**
 * Every template of a folder as a bundle, by name; the same files give the same bytes. CorruptRecord when a manifest is
 * invalid, a module is missing, or something runs beside the providers that is not listed.
 */
export function packBundles({ files, engine, programs }: PackInput): PackedBundle[] {
  const packed = new Map([...files].filter(([path]) => !leftOut.test(path)));
  const [foreign] = foreignModules(packed);
  if (foreign !== undefined)
    throw new DomainError('CorruptRecord', { what: 'A module source', reason: foreign });
  const [unlisted] = programs === undefined ? [] : unlistedIn(packed, programs);
  if (unlisted !== undefined)
    throw new DomainError('CorruptRecord', { what: 'A template', reason: unlisted });
  return templateNames(files).map((name) => {
    const manifest = readManifest(files, name);
    const { version } = manifest;
    const zip = zipBundle(files, { template: name, version, engine });
    return { name, version, bundle: digestOf(zip), engine, manifest, zip };
  });
}

function unlistedIn(packed: Files, programs: readonly string[]): string[] {
  const published = publishedOf(packed);
  return [...unlistedCalls(published, programs), ...unlistedReads(bundledOf(published), programs)];
}

/** What bundles do hold: the templates, and the modules that these use. */
function bundledOf(files: Files): Files {
  const folders = templateNames(files).flatMap((name) => [
    `templates/${name}`,
    ...usedModules(files, `templates/${name}`),
  ]);
  return new Map([...files].filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`))));
}

/** What a bundle may hold; the folder has plain Terraform beside it. */
function publishedOf(files: Files): Files {
  return new Map([...files].filter(([path]) => /^(templates|modules)\//.test(path)));
}

function templateNames(files: Files): string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1] ?? [],
  );
  return names.sort();
}

function readManifest(files: Files, name: string): Manifest {
  const path = `templates/${name}/template.yaml`;
  const manifest = parseRecord(
    PublishableManifest,
    parseYaml(new TextDecoder().decode(files.get(path))),
    path,
  );
  const [reason] = differentlySensitive(files, `templates/${name}`, manifest);
  if (reason !== undefined) throw new DomainError('CorruptRecord', { what: path, reason });
  return manifest;
}

/** The same bytes for the same files, whatever the machine and the day: sorted, one date, one compression. */
function zipBundle(
  files: Files,
  manifest: { template: string; version: string; engine: Engine },
): Uint8Array {
  const folders = [`templates/${manifest.template}`, ...usedModules(files, `templates/${manifest.template}`)];
  const inside = [...files.keys()].filter(
    (path) => folders.some((folder) => path.startsWith(`${folder}/`)) && !leftOut.test(path),
  );
  const entries = inside.sort().map((path) => [path, files.get(path) ?? new Uint8Array()] as const);
  const described = [...entries, ['bundle.json', Buffer.from(JSON.stringify(manifest, null, 2))] as const];
  return zipSync(Object.fromEntries(described), { level: 9, mtime: oldestZipDate });
}

/** The module folders that a folder's Terraform files name, and those that these name in turn. */
function usedModules(files: Files, folder: string, seen = new Set<string>()): string[] {
  for (const [path, bytes] of files) {
    if (!path.startsWith(`${folder}/`) || !path.endsWith('.tf') || leftOut.test(path)) continue;
    for (const [, name] of new TextDecoder().decode(bytes).matchAll(moduleSource)) {
      const used = `modules/${name ?? ''}`;
      if (seen.has(used)) continue;
      if (![...files.keys()].some((file) => file.startsWith(`${used}/`)))
        throw new DomainError('CorruptRecord', { what: path, reason: `it uses ${used}, which is not there` });
      seen.add(used);
      usedModules(files, used, seen);
    }
  }
  return [...seen].sort();
}
