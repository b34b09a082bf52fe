import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { monotonicFactory } from 'ulid';
import { createDynamoEntries } from '../aws/dynamo-entries';
import { createDynamoRuns } from '../aws/dynamo-runs';
import { S3Artifacts } from '../aws/s3-artifacts';
import { S3Catalog } from '../aws/s3-catalog';
import { loadSettings } from '../aws/s3-settings';
import { S3State } from '../aws/s3-state';
import { BucketsConfig, ImagesConfig, RegistryConfig } from '../config/hub';
import { ImageFindingsConfig, PolicyConfig, RunnerConfig } from '../config/runner';
import { readClock } from '../config/clock';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { TargetsConfig } from '../config/target';
import { environmentKind } from '../domain/environment/environment-kind';
import { toLogLines } from '../domain/environment/log-line';
import { createRunGate, type RunGate } from './life/gate';
import { lateRunImages } from './images/late-run-images';
import type { ImagesOfRun } from './images/run-images';
import { lateTargetChecks } from './preflight/late-target-checks';
import { runOnce } from './run';
import type { RunnerDeps } from './run-context';
import { lateVerifier } from './verify/late-verifier';

/** After this long a call counts as failed: without a limit, a dead connection would hold a heartbeat for ever. */
const requestHandler = { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** Exits 0 when the run's outcome was recorded or the run was refused to this build, 1 when nothing could be recorded. */
async function main(): Promise<void> {
  const deps = buildDeps(await loadSettings(new S3Client({ requestHandler })));
  const code = await runOnce(deps).then(
    () => 0,
    (error: unknown) => giveUp(error, deps.log),
  );
  // A heartbeat still under way must not keep the build open, and the last line must be out.
  process.stdout.write('', () => process.exit(code));
}

function giveUp(error: unknown, log: (words: string) => void): number {
  log(`Nothing could be recorded: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

function buildDeps(env: ProcessEnvironment): RunnerDeps {
  const config = readConfig(RunnerConfig);
  const run = config.LEASEHOLD_RUN;
  const log = logFor(config);
  return {
    life: { name: config.LEASEHOLD_ENVIRONMENT, id: config.LEASEHOLD_LIFE },
    run,
    build: config.CODEBUILD_BUILD_ID,
    targets: readConfig(TargetsConfig, env).LEASEHOLD_TARGETS,
    deniedTypes: readConfig(PolicyConfig, env).LEASEHOLD_DENIED_TYPES,
    ...stores(),
    gate: gateFor(config),
    verifier: lateVerifier,
    images: imagesFor({ config, env, log }),
    ...lateTargetChecks({ run, log }),
    folder: join(config.CODEBUILD_SRC_DIR, run),
    executable: config.LEASEHOLD_TERRAFORM,
    cliConfig: config.LEASEHOLD_TERRAFORM_CONFIG,
    heartbeatMs: config.LEASEHOLD_HEARTBEAT_SECONDS * 1_000,
    graceMs: config.LEASEHOLD_STOP_GRACE_SECONDS * 1_000,
    deadlineMs: config.LEASEHOLD_DEADLINE_SECONDS * 1_000,
    clock: readClock(),
    log,
  };
}

function stores(): Pick<RunnerDeps, 'states' | 'artifacts' | 'bundles'> {
  const buckets = readConfig(BucketsConfig);
  const s3 = new S3Client({ requestHandler });
  const catalog = new S3Catalog(s3, buckets.LEASEHOLD_CATALOG_BUCKET);
  return {
    states: new S3State(s3, buckets.LEASEHOLD_STATE_BUCKET),
    artifacts: new S3Artifacts(s3, buckets.LEASEHOLD_ARTIFACTS_BUCKET),
    bundles: (digest) => catalog.readBundle(digest),
  };
}

function imagesFor({ config, env, log }: ImagesOptions): ImagesOfRun {
  return lateRunImages({
    repositories: readConfig(ImagesConfig, env).LEASEHOLD_IMAGE_REPOSITORIES,
    findings: readConfig(ImageFindingsConfig, env).LEASEHOLD_IMAGE_FINDINGS,
    client: { requestHandler },
    life: config.LEASEHOLD_LIFE,
    log,
  });
}

type Config = ReturnType<typeof readConfig<typeof RunnerConfig>>;

/** What of the configuration says which images a run keeps. */
interface ImagesOptions {
  config: Config;
  env: ProcessEnvironment;
  log: RunnerDeps['log'];
}

function gateFor(config: Config): RunGate {
  const marshallOptions = { removeUndefinedValues: true };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler }), { marshallOptions });
  const table = { name: readConfig(RegistryConfig).LEASEHOLD_TABLE, client };
  const clock = readClock();
  const nextId = monotonicFactory();
  const claim = {
    name: config.LEASEHOLD_ENVIRONMENT,
    id: config.LEASEHOLD_LIFE,
    runId: config.LEASEHOLD_RUN,
    build: config.CODEBUILD_BUILD_ID,
    graceMs: config.LEASEHOLD_KILL_GRACE_SECONDS * 1_000,
  };
  return createRunGate(claim, {
    registry: createDynamoEntries(table, environmentKind),
    runs: createDynamoRuns(table),
    clock,
    newId: () => nextId(Date.parse(clock())),
  });
}

function logFor(config: Config): RunnerDeps['log'] {
  const ids = {
    environment: config.LEASEHOLD_ENVIRONMENT,
    life: config.LEASEHOLD_LIFE,
    run: config.LEASEHOLD_RUN,
    build: config.CODEBUILD_BUILD_ID,
  };
  return (words) => toLogLines(words, ids).forEach(writeLine);
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main().catch((error: unknown) => process.exit(giveUp(error, writeLine)));
