import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { parse as parseYaml } from 'yaml';
import { DomainError } from '../../domain/base/errors';
import { parseRecord } from '../../domain/base/parse';
import { type Catalog, type Engine, Manifest, type TemplateVersion } from '../../domain/template/template';
import type { Instant } from '../../domain/base/time';

/** A folder in memory: relative paths with forward slashes, and what the files hold. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Where the catalog is kept. */
export interface CatalogStore {
  read(): Promise<Catalog>;
  write(catalog: Catalog): Promise<void>;
  writeBundle(digest: string, zip: Uint8Array): Promise<void>;
}

/** The folder that holds `templates/` and `modules/`, and the engine that its templates are made for. */
export interface PublishCatalogInput {
  files: Files;
  engine: Engine;
}

const oldestZipDate = new Date(1980, 0, 1);
const leftOut = /(^|\/)(\.terraform|tests)\//;
const moduleSource = /source\s*=\s*"(?:\.\.\/)+(?:modules\/)?([a-z0-9-]+)"/g;

/**
 * Publishes every template of a folder as a bundle named by its digest; bundles first, the index last. A version that
 * is published already must have the same content (VersionPublished otherwise), and older versions stay.
 */
export async function publishCatalog(
  { files, engine }: PublishCatalogInput,
  { catalog, clock }: { catalog: CatalogStore; clock: () => Instant },
): Promise<TemplateVersion[]> {
  const before = await catalog.read();
  const published: TemplateVersion[] = [];
  for (const name of templateNames(files)) {
    const manifest = readManifest(files, name);
    const zip = zipBundle(files, { template: name, version: manifest.version, engine });
    const bundle = createHash('sha256').update(zip).digest('hex');
    const { version } = manifest;
    refuseOtherContent(before, { name, version, bundle });
    await catalog.writeBundle(bundle, zip);
    published.push({ name, version, bundle, engine, publishedAt: clock(), manifest });
  }
  await catalog.write(merge(before, published));
  return published;
}

function templateNames(files: Files): string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1] ?? [],
  );
  return names.sort();
}

function readManifest(files: Files, name: string): Manifest {
  const path = `templates/${name}/template.yaml`;
  return parseRecord(Manifest, parseYaml(new TextDecoder().decode(files.get(path))), path);
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

function refuseOtherContent(
  catalog: Catalog,
  { name, version, bundle }: { name: string; version: string; bundle: string },
): void {
  const versions = catalog.templates.find((template) => template.name === name)?.versions ?? [];
  const same = versions.find((one) => one.version === version);
  if (same && same.bundle !== bundle) throw new DomainError('VersionPublished', { template: name, version });
}

function merge(before: Catalog, published: TemplateVersion[]): Catalog {
  const names = [
    ...new Set([...before.templates.map((one) => one.name), ...published.map((one) => one.name)]),
  ].sort();
  const templates = names.map((name) => {
    const old = before.templates.find((one) => one.name === name)?.versions ?? [];
    const fresh = published.filter(
      (one) => one.name === name && !old.some((known) => known.version === one.version),
    );
    return { name, versions: [...fresh, ...old].sort(newestFirst) };
  });
  return { templates };
}

/** By number, part by part: a fix of an older version is not the newest because it was published last. */
function newestFirst(a: { version: string }, b: { version: string }): number {
  return b.version.localeCompare(a.version, 'en', { numeric: true });
}
