import { tmpdir } from 'node:os';
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
import { ImageFindingsConfig, PolicyConfig, RunnerConfig, RunsRoleConfig } from '../config/runner';
import { readClock } from '../config/clock';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { type Target, TargetsConfig } from '../config/target';
import { environmentKind } from '../domain/environment/environment-kind';
import { toLogLines } from '../domain/environment/log-line';
import { runSessions, type RunSessions } from './credentials/run-sessions';
import { createRunGate, type RunGate } from './life/gate';
import { lateRunImages } from './images/late-run-images';
import type { ImagesOfRun } from './images/run-images';
import { lateTargetChecks } from './preflight/late-target-checks';
import { runOnce } from './run';
import type { RunClaimant, RunnerDeps } from './run-context';
import { lateVerifier } from './verify/late-verifier';

/** After this long a call counts as failed: without a limit, a dead connection would hold a heartbeat for ever. */
const requestHandler = { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** How every client of the hub is configured: it knows no identity but the run's. */
interface HubClient {
  requestHandler: typeof requestHandler;
  credentials: RunSessions['hub'];
}

/** What the dependencies of a run are made from. */
interface Parts {
  config: Config;
  env: ProcessEnvironment;
  sessions: RunSessions;
  hub: HubClient;
}

/** Exits 0 when the run's outcome was recorded or the run was refused to this build, 1 when nothing could be recorded. */
async function main(): Promise<void> {
  const config = readConfig(RunnerConfig);
  const sessions = sessionsOf(config);
  const hub: HubClient = { requestHandler, credentials: sessions.hub };
  const claimant = claimantOf(config, hub);
  // The settings are on their way while the run is claimed.
  const settings = loadSettings(new S3Client(hub));
  const prepared = settings.then((env) => buildDeps(claimant, { config, env, sessions, hub }));
  const code = await runOnce(claimant, prepared).then(
    () => 0,
    (error: unknown) => giveUp(error, claimant.log),
  );
  // A heartbeat still under way must not keep the build open, and the last line must be out.
  process.stdout.write('', () => process.exit(code));
}

function giveUp(error: unknown, log: (words: string) => void): number {
  log(`Nothing could be recorded: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

function claimantOf(config: Config, hub: HubClient): RunClaimant {
  return {
    gate: gateFor(config, hub),
    graceMs: config.LEASEHOLD_STOP_GRACE_SECONDS * 1_000,
    deadlineMs: config.LEASEHOLD_DEADLINE_SECONDS * 1_000,
    log: logFor(config),
  };
}

function buildDeps(claimant: RunClaimant, parts: Parts): RunnerDeps {
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
    targets: readConfig(TargetsConfig, env).LEASEHOLD_TARGETS,
    deniedTypes: readConfig(PolicyConfig, env).LEASEHOLD_DENIED_TYPES,
    accessTo,
    ...stores(parts),
    verifier: lateVerifier,
    images: imagesFor(parts, log),
    ...lateTargetChecks({ run, accessTo, log }),
    folder: join(terraformUser === undefined ? config.CODEBUILD_SRC_DIR : tmpdir(), run),
    executable: config.LEASEHOLD_TERRAFORM,
    terraformUser,
    cliConfig: config.LEASEHOLD_TERRAFORM_CONFIG,
    heartbeatMs: config.LEASEHOLD_HEARTBEAT_SECONDS * 1_000,
    clock: readClock(),
  };
}

/** The sessions of this build's run; nothing has been asked of the hub yet, and nothing else ever asks as the build. */
function sessionsOf(config: Config): RunSessions {
  const { LEASEHOLD_RUNS_ROLE: role } = readConfig(RunsRoleConfig);
  return runSessions({ role, life: lifeOf(config), run: config.LEASEHOLD_RUN, buckets: bucketNames() });
}

/** Only root may run a program as another user; anybody else is told once that Terraform is their own. */
function terraformUserOf(
  { LEASEHOLD_TERRAFORM_USER: user }: Config,
  log: RunnerDeps['log'],
): RunnerDeps['terraformUser'] {
  if (user === undefined || process.getuid?.() === 0) return user;
  log(`Terraform runs as the user of the runner, and not as ${user}: the runner is not root.`);
  return undefined;
}

function lifeOf(config: Config): RunnerDeps['life'] {
  return { name: config.LEASEHOLD_ENVIRONMENT, id: config.LEASEHOLD_LIFE };
}

function bucketNames() {
  const config = readConfig(BucketsConfig);
  return {
    state: config.LEASEHOLD_STATE_BUCKET,
    artifacts: config.LEASEHOLD_ARTIFACTS_BUCKET,
    catalog: config.LEASEHOLD_CATALOG_BUCKET,
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

type Config = ReturnType<typeof readConfig<typeof RunnerConfig>>;

function gateFor(config: Config, hub: HubClient): RunGate {
  const marshallOptions = { removeUndefinedValues: true };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(hub), { marshallOptions });
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
