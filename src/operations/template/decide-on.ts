import type { Catalog, CatalogEntry } from '../../domain/template/template';

/** What is decided about a template after its publication. */
type Decision = Pick<CatalogEntry, 'accepted' | 'acceptedLease' | 'retired'>;

/** The catalog with a decision about one of its templates; the others stay as they are. */
export function decideOn(catalog: Catalog, name: string, decide: (entry: CatalogEntry) => Decision): Catalog {
  return {
    ...catalog,
    templates: catalog.templates.map((entry) =>
      entry.name === name ? { ...entry, ...decide(entry) } : entry,
    ),
  };
}
