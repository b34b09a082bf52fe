import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { monotonicFactory } from 'ulid';
import { createDynamoEntries } from '../../aws/dynamo-entries';
import { createDynamoRuns } from '../../aws/dynamo-runs';
import { loadSettings } from '../../aws/s3-settings';
import { readClock } from '../../config/clock';
import { readConfig } from '../../config/read-config';
import { environmentKind } from '../../domain/environment/environment-kind';
import { toLogLines } from '../../domain/environment/log/log-line';
import { allSettled } from '../../domain/base/all-settled';
import { createLogOutput } from '../life/log-output';
import { createRunGate, type RunGate } from '../life/gate';
import { runOnce } from '../run';
import type { RunClaimant, RunnerDeps } from '../run-context';
import { whyGivenUp } from './give-up';
import { type Config, type HubClient, hubClientOf, type Identity } from './identity';
import { RegistryConfig } from '../../config/stores';

const output = createLogOutput(process.stdout);

/** Carries the run out and ends the process: with 0 when its outcome was recorded or it was refused to this build. */
export async function carryOut(identity: Identity): Promise<void> {
  const hub = hubClientOf(identity);
  const claimant = claimantOf(identity.config, hub);
  // The settings and what the work is made of are on their way while the run is claimed.
  const prepared = prepare(claimant, identity, hub);
  const code = await runOnce(claimant, prepared).then(
    () => 0,
    (error: unknown) => {
      claimant.log(whyGivenUp(error));
      return 1;
    },
  );
  // A heartbeat still under way must not keep the build open, and the last line must be out.
  process.stdout.write('', () => process.exit(code));
}

/** Loads what the work is made of while the settings are read; that of a run which is refused is never needed. */
async function prepare(claimant: RunClaimant, identity: Identity, hub: HubClient): Promise<RunnerDeps> {
  const [env, { prepareRun }] = await allSettled([
    loadSettings(new S3Client(hub)),
    import('./prepare-run'),
    import('../works'),
  ]);
  return prepareRun(claimant, { ...identity, hub, env });
}

function claimantOf(config: Config, hub: HubClient): RunClaimant {
  return {
    gate: gateFor(config, hub),
    graceMs: config.LEASEHOLD_STOP_GRACE_SECONDS * 1_000,
    deadlineMs: config.LEASEHOLD_DEADLINE_SECONDS * 1_000,
    log: logFor(config),
    logReady: output.ready,
  };
}

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
  return (words) => toLogLines(words, ids).forEach(output.write);
}
