import { judgeBundle } from '../../../src/bundle/judge-bundle';
import type { Catalog } from '../../../src/domain/template/template';
import type { PublishingPorts } from '../../../src/operations/ports/publishing';

/** Publishing as the API does it, with a catalog and uploads in memory; the bundles are really judged. */
export function publishingOn(
  offered: { catalog: Catalog },
  world: { now: string; uploads: Map<string, Uint8Array> },
  guarded: <Port extends object>(name: string, port: Port) => Port,
): PublishingPorts {
  return {
    publishing: {
      engine: { name: 'terraform', version: '1.11.4' },
      platform: 'linux_amd64',
      programs: [],
      services: [],
    },
    judgeBundle,
    bundles: guarded('bundles', {
      read: () => Promise.resolve(offered.catalog),
      addressOf: (digest) =>
        Promise.resolve({ url: `https://bundles.example.com/${digest}`, expiresAt: world.now }),
    }),
    catalogChanges: guarded('catalogChanges', {
      change: (update) => Promise.resolve((offered.catalog = update(offered.catalog))),
      writeBundle: () => Promise.resolve(),
      uploadAddress: ({ digest }) =>
        Promise.resolve({
          url: `https://uploads.example.com/${digest}`,
          headers: {},
          expiresAt: world.now,
        }),
      readUpload: (digest) => Promise.resolve(world.uploads.get(digest) ?? null),
    }),
  };
}
