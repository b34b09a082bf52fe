import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { S3Artifacts } from '../../aws/s3-artifacts';
import { S3Catalog } from '../../aws/s3-catalog';
import { S3State } from '../../aws/s3-state';
import { readClock } from '../../config/clock';
import { ImagesConfig } from '../../config/hub';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { PolicyConfig } from '../../config/policy';
import { ImageFindingsConfig } from '../../config/runner';
import type { Target } from '../../config/target';
import { lateRunImages } from '../images/late-run-images';
import type { ImagesOfRun } from '../images/run-images';
import { lateTargetChecks } from '../preflight/late-target-checks';
import type { RunClaimant, RunnerDeps } from '../run-context';
import { lateVerifier } from '../verify/late-verifier';
import { bucketNames, type HubClient, type Identity, lifeOf } from './identity';
import { targetsOf } from './read-target';
import { terraformUserOf } from './terraform-user';

/** What the dependencies of a run are made from. */
export interface Parts extends Identity {
  env: ProcessEnvironment;
  hub: HubClient;
}

/** Everything that the work of a run needs beyond what claimed it. */
export function prepareRun(claimant: RunClaimant, parts: Parts): RunnerDeps {
  const { config, env, sessions } = parts;
  const run = config.LEASEHOLD_RUN;
  const { log } = claimant;
  const terraformUser = terraformUserOf(config, log);
  const accessTo = (target: Target) => ({
    target,
    sessionName: `leasehold-${run}`,
    enter: sessions.into(target),
  });
  return {
    ...claimant,
    life: lifeOf(config),
    run,
    build: config.CODEBUILD_BUILD_ID,
    readTarget: targetsOf(parts),
    deniedTypes: readConfig(PolicyConfig, env).LEASEHOLD_DENIED_TYPES,
    policy: readConfig(PolicyConfig, env).LEASEHOLD_POLICY,
    accessTo,
    ...stores(parts),
    verifier: lateVerifier,
    images: imagesFor(parts, log),
    ...lateTargetChecks({ run, accessTo, log }),
    folder: join(config.LEASEHOLD_WORK_FOLDER, config.LEASEHOLD_LIFE),
    executable: config.LEASEHOLD_TERRAFORM,
    terraformUser,
    cliConfig: config.LEASEHOLD_TERRAFORM_CONFIG,
    heartbeatMs: config.LEASEHOLD_HEARTBEAT_SECONDS * 1_000,
    clock: readClock(),
  };
}

function stores({
  hub,
  sessions,
}: Parts): Pick<RunnerDeps, 'states' | 'artifacts' | 'artifactsOf' | 'bundles'> {
  const buckets = bucketNames();
  const s3 = new S3Client(hub);
  const catalog = new S3Catalog(s3, buckets.catalog);
  const artifactsOf = (run: string) =>
    new S3Artifacts(new S3Client({ ...hub, credentials: sessions.leftBy(run) }), buckets.artifacts);
  return {
    states: new S3State(s3, buckets.state),
    artifacts: new S3Artifacts(s3, buckets.artifacts),
    artifactsOf,
    bundles: (digest) => catalog.readBundle(digest),
  };
}

function imagesFor({ config, env, hub }: Parts, log: RunnerDeps['log']): ImagesOfRun {
  return lateRunImages({
    repositories: readConfig(ImagesConfig, env).LEASEHOLD_IMAGE_REPOSITORIES,
    findings: readConfig(ImageFindingsConfig, env).LEASEHOLD_IMAGE_FINDINGS,
    client: hub,
    life: config.LEASEHOLD_LIFE,
    log,
  });
}
