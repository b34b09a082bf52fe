import { offeredVersions, underPolicy } from '../../domain/template/offer';
import type { Catalog, CatalogEntry } from '../../domain/template/template';
import type { Deps } from '../ports/deps';

/** What the catalog offers, in short; a template of which every version is withdrawn is not offered. */
export async function listTemplates(_input: object, { catalog }: Pick<Deps, 'catalog'>) {
  const read = await catalog.read();
  return { items: read.templates.flatMap((entry) => summaryOf(read, entry)), next: null };
}

function summaryOf(catalog: Catalog, entry: CatalogEntry) {
  const offered = offeredVersions(entry);
  const [newest] = offered;
  if (newest === undefined) return [];
  const { name, version } = newest;
  const { title, description, lease, approval, role } = underPolicy(catalog, name, version).manifest;
  const versions = offered.map((one) => one.version);
  return [{ name, title, description, version, versions, lease, approval, role }];
}
