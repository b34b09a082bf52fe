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
    forget: () => catalog.forget?.(),
    read: async () => {
      const { templates, trials } = await catalog.read();
      const tried = trials?.map((trial) => ({ ...trial, of: limit(trial.of) }));
      return {
        ...(tried && { trials: tried }),
        templates: templates.map((entry) => ({ ...entry, versions: entry.versions.map(limit) })),
      };
    },
  };
}
