import type { BuiltImage, ImageBuild, ImageScanState } from '../../../src/domain/image/image-build';
import type { ImageEvent } from '../../../src/domain/image/image-event';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import type { ImageBuildLook, ImagePorts, StartedImageBuild } from '../../../src/operations/ports/image';

/** The repositories of the tests: everybody may build the shop, only the team `data` the lake. */
export const shop: ImageRepository = {
  repository: 'acme/shop',
  project: 'shop-images',
  registry: '123456789012.dkr.ecr.us-east-1.amazonaws.com/acme/shop',
};
export const lake: ImageRepository = {
  repository: 'acme/lake',
  project: 'lake-images',
  registry: '123456789012.dkr.ecr.us-east-1.amazonaws.com/acme/lake',
  teams: ['data'],
};

const commit = '0123456789abcdef0123456789abcdef01234567';
/** An image as a build makes it. */
export const image: BuiltImage = { commit, tag: commit, digest: `sha256:${'ab'.repeat(32)}` };

/** What CodeBuild and the registry did and hold, for a test to steer and look at. */
export interface ImageWorld {
  /** Every StartBuild that came, by the id of the build it is for. */
  starts: string[];
  start: (build: ImageBuild) => StartedImageBuild;
  looks: Map<string, ImageBuildLook>;
  /** The digests that the registry holds, with their scans. */
  scans: Map<string, ImageScanState>;
  published: ImageEvent[];
}

/** CodeBuild takes everything and never ends; the registry is empty. */
export function newImageWorld(): ImageWorld {
  const start = ({ project, id }: ImageBuild) => ({ result: 'started', build: `${project}:${id}` }) as const;
  return { starts: [], start, looks: new Map(), scans: new Map(), published: [] };
}

/** The ports on that world. */
export function imagePortsOf(
  world: ImageWorld,
  guarded: <Port extends object>(name: string, port: Port) => Port,
): Omit<ImagePorts, 'imageBuilds'> {
  return {
    imageProjects: guarded('imageProjects', {
      start: async (build: ImageBuild) => {
        world.starts.push(build.id);
        return world.start(build);
      },
      look: async (build: string): Promise<ImageBuildLook> => world.looks.get(build) ?? { result: 'running' },
    }),
    imageRegistry: guarded('imageRegistry', {
      holds: async (_registry: string, { digest }: Pick<BuiltImage, 'digest'>) => world.scans.has(digest),
      scanOf: async (_registry: string, digest: string): Promise<ImageScanState> =>
        world.scans.get(digest) ?? { status: 'pending' },
    }),
    imageRepositories: [shop, lake],
  };
}
