import type { EcrRepository, StoredImage } from '../../aws/ecr-repository';
import type { ImageReference } from '../../domain/image/image-reference';
import { runFailure } from '../../domain/environment/run-failure';

/** The configured image repositories, by what images in them are named with: `<registry>`. */
export type Repositories = ReadonlyMap<string, EcrRepository>;

/** An image that a life runs or is about to run. */
export interface UsedImage extends StoredImage {
  registry: string;
  /** As the plan names it. */
  named: string;
  repository: EcrRepository;
}

/** What the references stand for, each image once; a `configuration` failure when one is not there. */
export async function resolveImages(
  references: readonly ImageReference[],
  repositories: Repositories,
): Promise<UsedImage[]> {
  const found = new Map<string, UsedImage>();
  for (const reference of references) {
    const image = await resolveImage(reference, repositories);
    if (image) found.set(`${image.registry}@${image.digest}`, image);
  }
  return [...found.values()];
}

async function resolveImage(
  reference: ImageReference,
  repositories: Repositories,
): Promise<UsedImage | undefined> {
  const { registry, named } = reference;
  const repository = repositories.get(registry);
  if (!repository) return undefined;
  const stored = await repository.find(reference);
  if (stored) return { ...stored, registry, named, repository };
  const reason = `The image ${named} is not in the repository ${repository.name}. Nothing was created. Build and push it, or use an existing image.`;
  throw runFailure('configuration', reason);
}
