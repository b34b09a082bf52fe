import { type ImageRepository, partsOfRegistry } from '../../src/domain/image-repository';
import type { Permission } from './permission';

/** The ARN of an image repository, by what its images are named with. */
export function arnOfRegistry({ registry }: Pick<ImageRepository, 'registry'>): string {
  const { account, region, name } = partsOfRegistry(registry);
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}

/** Judging the images that environments run, and tagging them as in use; nothing where none are configured. */
export function runImages(repositories: readonly ImageRepository[]): Permission[] {
  if (repositories.length === 0) return [];
  const actions = [
    ...['ecr:DescribeImages', 'ecr:DescribeImageScanFindings', 'ecr:BatchGetImage'],
    ...['ecr:ListImages', 'ecr:PutImage', 'ecr:BatchDeleteImage'],
  ];
  return [{ sid: 'KeepImages', actions, resources: repositories.map(arnOfRegistry) }];
}
