import {
  AccountLimitExceededException,
  BatchGetBuildsCommand,
  type Build,
  type CodeBuildClient,
  InvalidInputException,
  ResourceNotFoundException,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { BuiltImage, type ImageBuild } from '../domain/image/image-build';
import type { ImageBuildLook, ImageProjects, StartedImageBuild } from '../operations/ports/image';

/** The variable by which a build says for whom it builds. */
export const imageBuildVariable = 'LEASEHOLD_IMAGE_BUILD';

/** The projects of CodeBuild that `terraform/modules/image-build` makes. */
export function createCodeBuildImages(client: CodeBuildClient): ImageProjects {
  return {
    start: (build) => startBuild(client, build),
    look: async (id) => {
      const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
      return lookAt(builds[0]);
    },
  };
}

/** What a caller chose goes as a value of its own: nothing of it is ever part of a command. */
function starting({ id, project, ref, context }: ImageBuild): StartBuildCommand {
  const variable = (name: string, value: string) => ({ name, value, type: 'PLAINTEXT' as const });
  return new StartBuildCommand({
    projectName: project,
    sourceVersion: ref,
    environmentVariablesOverride: [variable('CONTEXT', context), variable(imageBuildVariable, id)],
    idempotencyToken: id,
  });
}

async function startBuild(client: CodeBuildClient, wanted: ImageBuild): Promise<StartedImageBuild> {
  try {
    const { build } = await client.send(starting(wanted));
    return { result: 'started', build: build?.id ?? '' };
  } catch (error) {
    if (error instanceof AccountLimitExceededException) return { result: 'busy', reason: error.message };
    if (error instanceof ResourceNotFoundException || error instanceof InvalidInputException)
      return { result: 'refused', reason: `CodeBuild refused the build: ${error.message}` };
    throw error;
  }
}

function lookAt(build: Build | undefined): ImageBuildLook {
  if (!build) return { result: 'failed', reason: 'CodeBuild no longer has the build', log: null };
  if (!build.buildComplete) return { result: 'running' };
  const log = logOf(build);
  if (build.buildStatus !== 'SUCCEEDED') return { result: 'failed', reason: reasonOf(build), log };
  const image = BuiltImage.safeParse(imageOf(build)).data;
  if (image) return { result: 'built', image };
  return { result: 'failed', reason: 'the build ended without naming the image that it pushed', log };
}

function imageOf({ exportedEnvironmentVariables = [], resolvedSourceVersion: commit }: Build) {
  const valueOf = (wanted: string) => exportedEnvironmentVariables.find(({ name }) => name === wanted)?.value;
  return { commit, tag: valueOf('IMAGE_TAG'), digest: valueOf('IMAGE_DIGEST') };
}

function logOf({ logs }: Build) {
  const { groupName: group, streamName: stream } = logs ?? {};
  return group && stream ? { group, stream } : null;
}

/** The phase that failed with what CodeBuild says of it, else the status alone. */
function reasonOf({ buildStatus, phases = [] }: Build): string {
  const failed = phases.find(({ phaseStatus }) => phaseStatus && phaseStatus !== 'SUCCEEDED');
  const words = (failed?.contexts ?? []).flatMap(({ message }) => message || []).join('; ');
  const where = failed ? ` in ${failed.phaseType}` : '';
  return `the build ended ${buildStatus}${where}${words === '' ? '' : `: ${words}`}`;
}
