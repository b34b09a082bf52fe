import { DomainError } from '../../domain/base/errors';
import type { Instant } from '../../domain/base/time';
import type { Packing, RefusedTemplate, UnprovenTemplate } from '../../domain/template/refused-template';
import type { Catalog, TemplateVersion } from '../../domain/template/template';

/** Where the catalog is kept. */
export interface CatalogStore {
  read(): Promise<Catalog>;
  write(catalog: Catalog): Promise<void>;
  writeBundle(digest: string, zip: Uint8Array): Promise<void>;
}

/** What was published, in which state it was or is, and what was not. */
export interface Publication {
  published: TemplateVersion[];
  refused: RefusedTemplate[];
  unproven: UnprovenTemplate[];
}

/**
 * Publishes bundles by their digests; bundles first, the index last. A version that is published already must have the
 * same content, or it is refused; older versions stay, and what is refused holds up nothing else.
 */
export async function publishCatalog(
  { packed, refused, unproven }: Packing,
  { catalog, clock }: { catalog: CatalogStore; clock: () => Instant },
): Promise<Publication> {
  const before = await catalog.read();
  const published: TemplateVersion[] = [];
  const changed: RefusedTemplate[] = [];
  for (const { zip, ...version } of packed) {
    if (hasOtherContent(before, version)) {
      changed.push({ name: version.name, reasons: [otherContent(version)] });
    } else {
      await catalog.writeBundle(version.bundle, zip);
      published.push({ ...version, publishedAt: clock() });
    }
  }
  await catalog.write(merge(before, published));
  const all = refused.concat(changed).map((one) => ({ ...one, keeps: newest(before, one) }));
  return { published, refused: all, unproven };
}

function versionsOf(catalog: Catalog, { name }: { name: string }): TemplateVersion[] {
  return catalog.templates.find((template) => template.name === name)?.versions ?? [];
}

function newest(catalog: Catalog, template: { name: string }): string | undefined {
  return versionsOf(catalog, template)[0]?.version;
}

function hasOtherContent(catalog: Catalog, one: { name: string; version: string; bundle: string }): boolean {
  const same = versionsOf(catalog, one).find(({ version }) => version === one.version);
  return same !== undefined && same.bundle !== one.bundle;
}

function otherContent({ name: template, version }: { name: string; version: string }): string {
  return new DomainError('VersionPublished', { template, version }).message;
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
