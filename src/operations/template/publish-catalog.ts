import { DomainError } from '../../domain/base/errors';
import type { Instant } from '../../domain/base/time';
import type { Packing, RefusedTemplate, UnprovenTemplate } from '../../domain/template/refused-template';
import type { Catalog, TemplateVersion } from '../../domain/template/template';
import type { VendoredModule } from '../../domain/template/vendored-module';
import { mergeCatalog } from './merge-catalog';

/** Where the catalog is kept. */
export interface CatalogStore {
  read(): Promise<Catalog>;
  /** Writes it over the catalog that it was made from. */
  write(catalog: Catalog, before: Catalog): Promise<void>;
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
    const same = versionsOf(before, version).find((one) => one.version === version.version);
    if (same !== undefined && same.bundle !== version.bundle) {
      changed.push({ name: version.name, reasons: otherContent(same, version) });
    } else {
      await catalog.writeBundle(version.bundle, zip);
      published.push({ ...version, publishedAt: clock() });
    }
  }
  await catalog.write(mergeCatalog(before, published), before);
  const all = refused.concat(changed).map((one) => ({ ...one, keeps: newest(before, one) }));
  return { published, refused: all, unproven };
}

function versionsOf(catalog: Catalog, { name }: { name: string }): TemplateVersion[] {
  return catalog.templates.find((template) => template.name === name)?.versions ?? [];
}

function newest(catalog: Catalog, template: { name: string }): string | undefined {
  return versionsOf(catalog, template)[0]?.version;
}

function otherContent(
  published: TemplateVersion,
  { name: template, version, modules = [] }: Omit<TemplateVersion, 'publishedAt'>,
): string[] {
  const { message } = new DomainError('VersionPublished', { template, version });
  const before = published.modules ?? [];
  return modules.reduce(
    (reasons, one) => {
      const was = before.find(({ key }) => key === one.key);
      if (was === undefined || was.sha256 === one.sha256) return reasons;
      return reasons.concat(
        `The module '${one.key}' from ${nameOf(one)} now has the digest ${one.sha256}; ${version} was published with ${nameOf(was)}, digest ${was.sha256}.`,
      );
    },
    [message],
  );
}

function nameOf({ source, version }: VendoredModule): string {
  return version === undefined ? source : `${source} ${version}`;
}
