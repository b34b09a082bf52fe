import { type ECRClient, type ImageIdentifier, paginateListImages } from '@aws-sdk/client-ecr';
import { isInUseTag } from '../../domain/image/in-use-tag';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { counted } from '../../domain/base/counted';
import { runFailure } from '../../domain/environment/run-failure';

interface Doomed {
  address: string;
  name: string;
}

/**
 * Refuses (class `occupied`) a plan that would delete a repository which holds images: AWS refuses that too, but only when
 * everything before it in the plan is gone. A plan that deletes no repository costs no call.
 */
export async function checkRepositories(plan: PlanJson, ecr: ECRClient): Promise<void> {
  const doomed = repositoriesIn(plan);
  const told = await Promise.all(doomed.map(async ({ name }) => describe(name, await imagesOf(ecr, name))));
  const full = doomed.filter((_, at) => told[at] !== '');
  if (full.length === 0) return;
  throw runFailure(
    'occupied',
    `${told.filter(Boolean).join('; ')}. Nothing was destroyed, because AWS does not delete a repository that contains images. Delete the images (aws ecr batch-delete-image), then retry.`,
    full.map(({ address }) => address),
  );
}

/** A repository that Terraform empties itself is its template's own decision. */
function repositoriesIn(plan: PlanJson): Doomed[] {
  return plan.resource_changes.flatMap(({ address, mode, type, change: { actions, before } }) => {
    if (mode !== 'managed' || type !== 'aws_ecr_repository' || !actions.includes('delete')) return [];
    const { name = '', force_delete: empties } = before as { name?: string; force_delete?: boolean };
    return empties === true ? [] : [{ address, name }];
  });
}

/** What cannot be asked is left to AWS, which refuses as well; a repository that is gone holds nothing. */
async function imagesOf(client: ECRClient, repositoryName: string): Promise<ImageIdentifier[]> {
  const images: ImageIdentifier[] = [];
  try {
    for await (const { imageIds = [] } of paginateListImages({ client }, { repositoryName }))
      images.push(...imageIds);
  } catch (error) {
    if (!/^(RepositoryNotFound|AccessDenied)/.test((error as Error).name)) throw error;
  }
  return images;
}

function describe(name: string, images: ImageIdentifier[]): string {
  const count = (some: ImageIdentifier[]) => new Set(some.map(({ imageDigest }) => imageDigest)).size;
  const used = count(images.filter(({ imageTag = '' }) => isInUseTag(imageTag)));
  if (images.length === 0) return '';
  const held = counted(count(images), 'image');
  return `${name} contains ${held}${used > 0 ? `, ${used} of them in use by environments` : ''}`;
}
