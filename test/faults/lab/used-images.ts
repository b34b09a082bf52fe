import type { Plane } from '../../../src/local/start-plane';
import { ImageRegistry } from '../../support/aws/image-registry';

const repository = 'shop';

/** The images that lives run, by their own tags. */
export const usedTags = ['v1', 'v2'];

/** The repository of those images, as a plane is told of it. */
export const usedRepository = ImageRegistry.configured(repository);

/** What names an image in the inputs of an environment. */
export function imageNamed(tag: string): string {
  return `${usedRepository.registry}:${tag}`;
}

/** Pushes the images into the hub of a plane, and has them scanned. */
export async function pushImages({ hubUrl }: Pick<Plane, 'hubUrl'>): Promise<void> {
  const registry = new ImageRegistry(hubUrl);
  await registry.create(repository);
  for (const tag of usedTags) await registry.scan(repository, await registry.push(repository, tag));
}

/** All tags of the repository now. */
export function tagsIn({ hubUrl }: Pick<Plane, 'hubUrl'>): Promise<string[]> {
  return new ImageRegistry(hubUrl).tags(repository);
}
