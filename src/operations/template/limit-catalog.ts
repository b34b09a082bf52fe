import { type LeaseLimits, limitLease } from '../../domain/lease';
import type { TemplateVersion } from '../../domain/template/template';
import type { CatalogReader } from '../ports/deps';

/** The catalog as this stage offers it: no lease of a template is longer than the stage allows. */
export function limitCatalog(catalog: CatalogReader, limits: LeaseLimits): CatalogReader {
  const limit = ({ manifest, ...version }: TemplateVersion): TemplateVersion => ({
    ...version,
    manifest: { ...manifest, lease: limitLease(version.name, manifest.lease, limits) },
  });
  return {
    read: async () => {
      const { templates } = await catalog.read();
      return { templates: templates.map((entry) => ({ ...entry, versions: entry.versions.map(limit) })) };
    },
  };
}
