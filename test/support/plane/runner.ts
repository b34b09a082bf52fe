import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { createDynamoRuns } from '../../../src/aws/dynamo-runs';
import { S3Artifacts } from '../../../src/aws/s3-artifacts';
import { S3Catalog } from '../../../src/aws/s3-catalog';
import { S3State } from '../../../src/aws/s3-state';
import { decideBirth } from '../../../src/domain/environment/decide';
import type { Birth } from '../../../src/domain/environment/decisions/create-environment';
import type { Command } from '../../../src/domain/environment/decide';
import type { Environment } from '../../../src/domain/environment/environment';
import type { Outcome } from '../../../src/domain/environment/outcome';
import { instant } from '../../../src/domain/base/time';
import { decideEnvironment } from '../../../src/operations/environment/environments';
import { decideAndSave } from '../../../src/operations/registry/decide-and-save';
import { createRunGate } from '../../../src/runner/life/gate';
import { roleHere } from '../../../src/local/hub';
import { runsRole } from '../../../src/plane/names';
import { runOnce } from '../../../src/runner/run';
import type { RunnerDeps } from '../../../src/runner/run-context';
import { verifier } from '../../../src/runner/verify/verifier';
import { birthOf } from '../builders/births';
import { noEntry } from '../aws/as-run';
import { startHubBuckets, type HubBuckets } from '../aws/hub-buckets';
import { ImageRegistry } from '../aws/image-registry';
import { startRegistryTable } from '../aws/registry';
import { installedTerraform } from '../terraform/terraform';
import { bundleOf, tinyTemplate, type TestBundle } from '../terraform/template-bundle';
import { monotonicFactory } from 'ulid';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

/** A hub with its registry, buckets and a published bundle, and ways to run builds on it. */
export interface RunnerHub {
  buckets: HubBuckets;
  states: S3State;
  artifacts: S3Artifacts;
  /** The image registry of the hub, in which no repository is configured. */
  images: ImageRegistry;
  /** Asks for an environment of the bundle with these inputs. */
  create: (
    bundle: TestBundle,
    birth?: Partial<Birth>,
    inputs?: Record<string, unknown>,
  ) => Promise<Environment>;
  decide: (environment: Environment, command: Command) => Promise<Environment>;
  /** Takes its events and effects off, as a delivery would; nothing is carried out. */
  deliver: (environment: Environment) => Promise<Environment>;
  read: (environment: Environment) => Promise<Environment>;
  /** Runs the present run of an environment as a build would; `lines` is its log as it grows. */
  build: (environment: Environment, overrides?: Partial<RunnerDeps>) => BuildUnderTest;
  /** Runs the present run to its end and settles it, as the workflow would. */
  runAndSettle: (environment: Environment, overrides?: Partial<RunnerDeps>) => Promise<SettledBuild>;
  /** The variables that CodeBuild would start the runner's own process with. */
  variables: (environment: Environment, build: string) => Promise<Record<string, string>>;
  close: () => Promise<void>;
}

export interface BuildUnderTest {
  run: string;
  build: string;
  lines: string[];
  done: Promise<'recorded' | 'refused'>;
}

/** A build that has ended: how, and the environment after that. */
export interface SettledBuild extends BuildUnderTest {
  outcome: Outcome;
  environment: Environment;
}

/** How long a build keeps away from one that was lost. */
export const killGraceMs = 700;

/** Starts a hub for tests of whole runs. */
export async function startRunnerHub(): Promise<RunnerHub> {
  const [buckets, registryTable] = await Promise.all([startHubBuckets(), startRegistryTable()]);
  const clock = () => instant(Date.now());
  const nextId = monotonicFactory();
  const newId = () => nextId();
  const registry = createDynamoEntries(registryTable.table, environmentKind);
  const deps = { registry, runs: createDynamoRuns(registryTable.table), clock, newId };
  const states = new S3State(buckets.client, buckets.state);
  const artifacts = new S3Artifacts(buckets.client, buckets.artifacts);
  const catalog = new S3Catalog(buckets.client, buckets.catalog);
  const images = new ImageRegistry(buckets.url);
  const executable = await installedTerraform();
  let builds = 0;

  const create: RunnerHub['create'] = async (bundle, birth = {}, inputs = {}) => {
    await catalog.writeBundle(bundle.digest, bundle.zip);
    const engine = { name: 'terraform' as const, version: '1.11.4' };
    const template = { name: 'tiny', version: '1.0.0', bundle: bundle.digest, engine };
    const id = newId();
    const now = clock();
    const lease = { ...birthOf().lease, startedAt: now, expiresAt: instant(Date.now() + 3_600_000) };
    const spec = { template, inputs: inputs as Environment['wanted']['inputs'], approval: 'auto' as const };
    const name = `e-${id.slice(-8).toLowerCase()}`;
    const tags = { 'idp:managed': 'true', 'idp:environment': name, 'idp:environment-id': id };
    const whole = birthOf({ name, id, lease, spec, tags, ...birth });
    const { environment } = decideBirth(whole, undefined, { now, newRun: newId() });
    await registry.insert(environment, null);
    return environment;
  };

  const deliver: RunnerHub['deliver'] = async ({ name: key }) => {
    const place = { kind: environmentKind, entries: registry, key };
    const taken = ({ outbox, effects }: Environment) => ({ events: outbox.map(({ id }) => id), effects });
    const saved = await decideAndSave(place, (seen) => [{ type: 'delivered', ...taken(seen) }], deps);
    return saved.entry;
  };

  const read = async ({ name }: Environment) => (await registry.get(name))!;

  const build: RunnerHub['build'] = (environment, overrides = {}) => {
    const lines: string[] = [];
    const run = environment.run!.id;
    const id = `leasehold:${(builds += 1)}`;
    const life = { name: environment.name, id: environment.id };
    const done = mkdtemp(join(tmpdir(), 'leasehold-build-')).then((source) => {
      const given: RunnerDeps = {
        life,
        run,
        build: id,
        readTarget: (name) =>
          Promise.resolve({ name, region: 'us-east-1', regions: [], endpoint: buckets.url }),
        deniedTypes: [],
        policy: { version: 'none', rules: [] },
        gate: createRunGate({ ...life, runId: run, build: id, graceMs: killGraceMs }, deps),
        states,
        artifacts,
        artifactsOf: () => artifacts,
        accessTo: (target) => ({ target, sessionName: run, enter: noEntry }),
        bundles: (digest) => catalog.readBundle(digest),
        verifier,
        images: images.of(life.id, []),
        checkQuotas: () => Promise.resolve(),
        checkPermissions: () => Promise.resolve(),
        checkDeletions: () => Promise.resolve(),
        stopTasks: () => Promise.resolve(),
        startDatabases: () => Promise.resolve(),
        folder: join(source, run),
        executable,
        terraformUser: undefined,
        cliConfig: undefined,
        heartbeatMs: 200,
        graceMs: 5_000,
        deadlineMs: 60_000,
        clock,
        log: (line) => lines.push(line),
        ...overrides,
      };
      return runOnce(given, Promise.resolve(given));
    });
    return { run, build: id, lines, done };
  };

  const decide: RunnerHub['decide'] = ({ name }, command) => decideEnvironment(name, () => command, deps);

  const runAndSettle: RunnerHub['runAndSettle'] = async (environment, overrides) => {
    const ended = build(environment, overrides);
    await ended.done;
    const { outcome } = (await artifacts.readOutcome(ended.run))!;
    const { run, build: id } = ended;
    const settled = await decide(environment, { type: 'settle-run', run, build: id, outcome });
    return { ...ended, outcome, environment: settled };
  };

  const variables: RunnerHub['variables'] = async (environment, buildId) => ({
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'hub',
    AWS_SECRET_ACCESS_KEY: 'hub',
    AWS_ENDPOINT_URL_DYNAMODB: await endpointOf(registryTable.raw),
    AWS_ENDPOINT_URL_S3: buckets.url,
    AWS_ENDPOINT_URL_ECR: buckets.url,
    AWS_ENDPOINT_URL_STS: buckets.url,
    LEASEHOLD_RUNS_ROLE: roleHere(runsRole),
    LEASEHOLD_TABLE: registryTable.table.name,
    LEASEHOLD_STATE_BUCKET: buckets.state,
    LEASEHOLD_ARTIFACTS_BUCKET: buckets.artifacts,
    LEASEHOLD_CATALOG_BUCKET: buckets.catalog,
    LEASEHOLD_TARGETS: JSON.stringify([{ name: 'local', region: 'us-east-1', endpoint: buckets.url }]),
    LEASEHOLD_IMAGE_REPOSITORIES: '[]',
    LEASEHOLD_IMAGE_FINDINGS: '{}',
    LEASEHOLD_ENVIRONMENT: environment.name,
    LEASEHOLD_LIFE: environment.id,
    LEASEHOLD_RUN: environment.run!.id,
    LEASEHOLD_TERRAFORM: executable,
    LEASEHOLD_HEARTBEAT_SECONDS: '1',
    LEASEHOLD_KILL_GRACE_SECONDS: '0.7',
    CODEBUILD_BUILD_ID: buildId,
    LEASEHOLD_WORK_FOLDER: await openFolder(),
  });

  return {
    buckets,
    states,
    artifacts,
    images,
    create,
    deliver,
    read,
    build,
    variables,
    decide,
    runAndSettle,
    close: async () => {
      await Promise.all([buckets.close(), registryTable.close()]);
    },
  };
}

/** A folder that any user of the machine may enter, as Terraform's has to. */
async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-build-'));
  await chmod(folder, 0o755);
  return folder;
}

async function endpointOf(client: DynamoDBClient): Promise<string> {
  const endpoint = await client.config.endpoint?.();
  if (!endpoint) throw new Error('The registry of the test has no address');
  return `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}`;
}

/** A bundle of the tiny template. */
export const tinyBundle = bundleOf(tinyTemplate);
