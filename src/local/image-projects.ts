import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateRepositoryCommand, ECRClient, RepositoryAlreadyExistsException } from '@aws-sdk/client-ecr';
import { type ImageRepository, partsOfRegistry } from '../domain/image/image-repository';
import type { CodeBuildProject } from '../emulators/codebuild/project';
import { credentials, credentialsOf, region } from './hub';

const concurrentBuilds = 2;
const timeoutInMinutes = 30;

/** The projects that build images, as `terraform/modules/image-build` makes them on AWS. */
export async function imageProjects(
  root: string,
  repositories: readonly ImageRepository[],
  emulator: string,
): Promise<CodeBuildProject[]> {
  const buildspec = await readFile(join(root, 'terraform/modules/image-build/buildspec.yml'), 'utf8');
  return repositories.map(({ repository, project, registry }) => ({
    name: project,
    buildspec,
    logGroup: `/codebuild/${project}`,
    privilegedMode: true,
    timeoutInMinutes,
    concurrentBuildLimit: concurrentBuilds,
    source: { type: 'GITHUB', location: `https://github.com/${repository}.git` },
    environment: { ...accessTo(emulator), IMAGE_REPOSITORY: registry, CONTEXT: '.' },
  }));
}

/** What the role of such a project is on AWS. */
function accessTo(emulator: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf('image-build');
  return {
    AWS_ENDPOINT_URL: emulator,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Makes the image repositories that `terraform/modules/ecr` makes on AWS: tags never move, and a push is scanned. */
export async function makeImageRepositories(
  repositories: readonly ImageRepository[],
  endpoint: string,
): Promise<void> {
  const ecr = new ECRClient({ endpoint, region, credentials });
  try {
    for (const { registry } of repositories) await makeRepository(ecr, partsOfRegistry(registry).name);
  } finally {
    ecr.destroy();
  }
}

/** An emulator that was running before may hold it already. */
async function makeRepository(ecr: ECRClient, repositoryName: string): Promise<void> {
  const command = new CreateRepositoryCommand({
    repositoryName,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
  });
  try {
    await ecr.send(command);
  } catch (error) {
    if (!(error instanceof RepositoryAlreadyExistsException)) throw error;
  }
}
