import type { EcrRepository, ImageTag } from '../../aws/ecr-repository';
import { formerTag, inUsePrefix, inUseTag, isInUseTag } from '../../domain/image/in-use-tag';
import type { UsedImage } from './used-image';

/** Whose tags, and where to say what was done. */
export interface Tagging {
  life: string;
  log: (line: string) => void;
}

/** Tags each image as in use by the life, so that no lifecycle policy deletes it. */
export async function tagInUse(images: readonly UsedImage[], { life, log }: Tagging): Promise<void> {
  for (const { repository, digest } of images) {
    const tag = inUseTag(life, digest);
    await repository.addTag(digest, tag);
    log(`${repository.name}@${digest} is in use: tagged ${tag}.`);
  }
}

/** Takes all tags of the life from a repository but those of `kept` images. */
export async function untagUnused(
  repository: EcrRepository,
  kept: readonly UsedImage[],
  { life, log }: Tagging,
): Promise<void> {
  const wanted = kept.filter((image) => image.repository === repository);
  const tags = await repository.tags();
  const ours = tags.filter(({ tag }) => tag.startsWith(inUsePrefix(life)));
  for (const unused of ours.filter(({ digest }) => !wanted.some((image) => image.digest === digest))) {
    await keepNamed(repository, unused, tags);
    await repository.removeTag(unused.tag);
    log(`${repository.name}@${unused.digest} is no longer in use: the tag ${unused.tag} is removed.`);
  }
}

/**
 * Whether an image goes is for the lifecycle policy to say. Other lives' tags do not count as names: two that end at
 * once would each rely on the other's.
 */
async function keepNamed(
  repository: EcrRepository,
  { digest }: ImageTag,
  all: readonly ImageTag[],
): Promise<void> {
  const named = all.some((other) => other.digest === digest && !isInUseTag(other.tag));
  if (!named) await repository.addTag(digest, formerTag(digest));
}
