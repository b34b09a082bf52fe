import { type ECRClient, RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import type { ImageScanState } from '../domain/image/image-build';
import { partsOfRegistry } from '../domain/image/image-repository';
import type { ImageRegistry } from '../operations/ports/image';
import { EcrRepository, type ImageScan, isScanned, isScanning } from './ecr-repository';

/** The image repositories of the hub's account, as builds of images ask about them. */
export function createEcrRegistry(client: ECRClient): ImageRegistry {
  const at = (registry: string) => new EcrRepository(client, partsOfRegistry(registry).name);
  return {
    holds: async (registry, { digest, tag }) => {
      try {
        return (await at(registry).find({ digest: null, tag }))?.digest === digest;
      } catch (error) {
        if (error instanceof RepositoryNotFoundException) return false;
        throw error;
      }
    },
    scanOf: async (registry, digest) => stateOf(await at(registry).scan(digest)),
  };
}

/** A scan on push may not have begun when it is first asked for. */
function stateOf(scan: ImageScan | null): ImageScanState {
  if (scan === null || isScanning(scan)) return { status: 'pending' };
  if (isScanned(scan)) return { status: 'complete', findings: { ...scan.counts } };
  return { status: 'unavailable', reason: `${scan.status} ${scan.description}`.trim() };
}
