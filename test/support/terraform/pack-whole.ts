import { packBundles, type PackInput } from '../../../src/bundle/pack-bundles';
import type { PackedBundle } from '../../../src/domain/template/template';
import { catalogServices } from '../../../src/local/roles/catalog-services';

/** The bundles of a folder, each of whose templates must be one; throws all reasons where one is refused. A target offers what the catalog is made of. */
export async function packWhole(input: PackInput): Promise<PackedBundle[]> {
  const { packed, refused } = await packBundles({ services: catalogServices, ...input });
  if (refused.length > 0)
    throw new Error(refused.map(({ name, reasons }) => `${name}: ${reasons.join('\n')}`).join('\n'));
  return packed;
}
