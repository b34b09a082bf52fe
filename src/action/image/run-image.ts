import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodeOf, success } from '../../client/exit-codes';
import { ImageActionConfig } from '../../config/actions';
import { inheritedEnvironment } from '../../config/machine';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { createAwsIdentity } from '../aws-identity';
import type { ClientWorld } from '../../client/world';
import { createRunner, type JobRunner } from '../workflow-commands';
import { buildAndPush } from './build-and-push';
import { imageTag } from './image-tag';
import { repositoryUri } from './registry';

/** What the action is started with, besides its variables. */
export interface ImageStart {
  env: ProcessEnvironment;
  machine: Pick<ClientWorld, 'now' | 'sleep'>;
  write: (text: string) => void;
}

/** The action `image`: the image of the commit in ECR, by its digest; returns the exit code. */
export async function runImageAction({ env, machine, write }: ImageStart): Promise<number> {
  const runner = createRunner(write, env.GITHUB_OUTPUT);
  try {
    const config = readConfig(ImageActionConfig, env);
    const folder = await mkdtemp(join(config.RUNNER_TEMP, 'leasehold-image-'));
    try {
      await runner.setOutputs(await makeImage(config, { env, machine, runner, folder }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return success;
  } catch (error) {
    runner.fail('The image could not be built', error instanceof Error ? error.message : String(error));
    return exitCodeOf(error);
  }
}

interface Workbench extends Pick<ImageStart, 'env' | 'machine'> {
  runner: JobRunner;
  /** Holds the token and docker's login, and is removed at the end. */
  folder: string;
}

async function makeImage(config: ImageActionConfig, { env, machine, runner, folder }: Workbench) {
  const { LEASEHOLD_ROLE: role, LEASEHOLD_REGION: region, LEASEHOLD_REPOSITORY: name } = config;
  const identity = createAwsIdentity(
    config,
    { arn: role, session: 'leasehold-image', folder },
    { ...machine, mask: (secret) => runner.mask(secret) },
  );
  const base = inheritedEnvironment(['PATH', 'HOME'], env);
  // A build may take longer than a token lasts, so each call to AWS asks for one.
  const aws = async () => ({ ...base, ...(await identity()), AWS_REGION: region });
  const uri = repositoryUri(role, region, name);
  const say = (line: string) => runner.say(line);
  const source = { dockerfile: config.LEASEHOLD_DOCKERFILE, context: config.LEASEHOLD_CONTEXT };
  const tag = imageTag(config.LEASEHOLD_COMMIT, source);
  const digest = await buildAndPush({ name, uri, env: aws, say }, tag, {
    ...source,
    env: { ...base, DOCKER_CONFIG: folder },
    mask: (secret) => runner.mask(secret),
  });
  return { tag, image: `${uri}@${digest}` };
}
