import { DomainError } from '../../domain/base/errors';
import type { Instant } from '../../domain/base/time';
import type { Catalog, PackedBundle, TemplateVersion } from '../../domain/template/template';

/** Where the catalog is kept. */
export interface CatalogStore {
  read(): Promise<Catalog>;
  write(catalog: Catalog): Promise<void>;
  writeBundle(digest: string, zip: Uint8Array): Promise<void>;
}

/**
 * Publishes bundles by their digests; bundles first, the index last. A version that is published already must have the
 * same content (VersionPublished otherwise), and older versions stay.
 */
export async function publishCatalog(
  bundles: readonly PackedBundle[],
  { catalog, clock }: { catalog: CatalogStore; clock: () => Instant },
): Promise<TemplateVersion[]> {
  const before = await catalog.read();
  const published: TemplateVersion[] = [];
  for (const { zip, ...version } of bundles) {
    refuseOtherContent(before, version);
    await catalog.writeBundle(version.bundle, zip);
    published.push({ ...version, publishedAt: clock() });
  }
  await catalog.write(merge(before, published));
  return published;
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
