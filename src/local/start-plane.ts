import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { S3Client } from '@aws-sdk/client-s3';
import { S3Catalog } from '../aws/s3-catalog';
import type { Target } from '../config';
import type { Actor } from '../domain/actor';
import { publishCatalog } from '../operations/publish-catalog';
import { Closing } from './closing';
import { startCodeBuild } from './codebuild/codebuild';
import { startDynamoDb } from './dynamodb';
import { type Emulator, openEmulator } from './emulator';
import { startEvents } from './events/start-events';
import { startSchedule } from './events/schedule';
import { createFunctions, type Functions, invoke } from './functions';
import { startPlaneGateway } from './plane-gateway';
import { account, buckets, credentials, makeHub, region } from './hub';
import { type HubEndpoints, hubEnvironment, type HubSettings, machinePrefix } from './hub-environment';
import { createLocalIssuer } from './issuer';
import { createPlaneClock, type PlaneClock } from './plane-clock';
import { planeRules } from './plane-rules';
import { readFolder } from './read-folder';
import { runnerProjects } from './runner-projects';
import { startStepFunctions } from './step-functions/start-step-functions';
import type { FoundEmulator } from './tools/find-emulator';

/** The programs a plane needs, found or fetched before. */
export interface PlaneTools {
  terraform: { path: string; version: string };
  providers: { path: string };
  emulator: FoundEmulator;
}

/** What a plane is started from. `root` is the checkout; the port is free to choose where it is 0. */
export interface PlaneOptions {
  root: string;
  tools: PlaneTools;
  machineEnv: Readonly<Record<string, string>>;
  port?: number;
  sweepEveryMs?: number;
  /** A line for the person at the terminal: something happened that a person should know. */
  notice: (line: string) => void;
  /** What handlers and the emulator write. */
  log: (line: string) => void;
}

/** A whole control plane on this machine. */
export interface Plane {
  url: string;
  /** What stands in for AWS: the S3 of the hub and everything that templates make. */
  emulatorUrl: string;
  /** The DynamoDB that holds the registry. */
  registryUrl: string;
  /** The Step Functions that runs are executed on. */
  workflowsUrl: string;
  clock: PlaneClock;
  mint: (person: Pick<Actor, 'id' | 'name' | 'roles' | 'teams'>, lifetime?: string) => Promise<string>;
  /** One sweep more, at once, besides those of the schedule. */
  sweep: () => Promise<void>;
  /** Resolves when a part that the plane cannot do without has ended by itself. */
  broken: Promise<string>;
  close: () => Promise<void>;
}

const defaultSweepMs = 2_000;

/** Starts every endpoint of the control plane on free ports of 127.0.0.1, publishes the catalog, and opens the gateway. */
export async function startPlane(options: PlaneOptions): Promise<Plane> {
  const closing = new Closing();
  try {
    return await openPlane(options, closing);
  } catch (error) {
    await closing.close().catch(() => undefined);
    throw error;
  }
}

async function openPlane(options: PlaneOptions, closing: Closing): Promise<Plane> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-'));
  closing.add(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const { emulator, dynamoDb } = await openStores(options, closing);
  const clock = await createPlaneClock(join(folder, 'clock'));
  const issuer = await createLocalIssuer();
  const settings: HubSettings = {
    account,
    targets: [localTarget(emulator)],
    issuers: [issuer.issuer],
    clockFile: clock.file,
  };
  await publishTemplates(options, emulator.url);
  const { functions, workflowsUrl } = await openControl(options, closing, {
    settings,
    folder,
    emulatorUrl: emulator.url,
    dynamoDbUrl: dynamoDb.url,
  });
  const gateway = closing.keep(await startPlaneGateway(functions, options.port ?? 0));
  const broken = emulator.ended.then(() => 'the AWS emulator ended');
  return {
    url: gateway.url,
    emulatorUrl: emulator.url,
    registryUrl: dynamoDb.url,
    workflowsUrl,
    clock,
    mint: issuer.mint,
    sweep: async () => void (await invoke(functions.sweep, {})),
    broken,
    close: () => closing.close(),
  };
}

/** DynamoDB and the emulator side by side, with table, buckets and log group in them. */
async function openStores({ tools, machineEnv, log }: PlaneOptions, closing: Closing) {
  const opening = openEmulator(tools.emulator, { env: machineEnv, onOutput: log });
  const dynamoDb = closing.keep(await startDynamoDb());
  const emulator = closing.keep(await opening);
  await makeHub({ dynamoDb: dynamoDb.url, emulator: emulator.url });
  return { emulator, dynamoDb };
}

interface ControlParts {
  settings: HubSettings;
  folder: string;
  emulatorUrl: string;
  dynamoDbUrl: string;
}

interface Control {
  functions: Functions;
  workflowsUrl: string;
}

/** Events, builds, workflows, functions and the sweep: each is given the addresses of those started before it. */
async function openControl(options: PlaneOptions, closing: Closing, parts: ControlParts): Promise<Control> {
  const { settings, folder, emulatorUrl, dynamoDbUrl } = parts;
  const late: { functions?: Functions } = {};
  const events = closing.keep(
    await startEvents({ rules: planeRules(() => late.functions, options.notice), region, account }),
  );
  const stores = { dynamoDb: dynamoDbUrl, emulator: emulatorUrl, events: events.url };
  const codeBuild = closing.keep(
    await startCodeBuild({
      region,
      accountId: account,
      projects: await runnerProjects(options, { folder, hub: hubEnvironment(stores, settings) }),
      logs: new CloudWatchLogsClient({ endpoint: emulatorUrl, region, credentials }),
      workDir: join(folder, 'builds'),
      machineEnv: options.machineEnv,
      onStateChange: ({ source, detail, resources, 'detail-type': detailType }) =>
        void events.publish({ source, detailType, detail, resources }),
    }),
  );
  const stepFunctions = closing.keep(
    await startStepFunctions({
      machines: await machineSources(options.root),
      region,
      account,
      invokeLambda: (name, payload, signal) => runTask(late.functions, { name, payload, signal }),
      codeBuild: new CodeBuildClient({ endpoint: codeBuild.url, region, credentials }),
      onStatusChange: (event) => void events.publish(event),
    }),
  );
  const endpoints: HubEndpoints = { ...stores, stepFunctions: stepFunctions.url, codeBuild: codeBuild.url };
  const functions = closing.keep(
    createFunctions(options.root, hubEnvironment(endpoints, settings), options.log),
  );
  late.functions = functions;
  const schedule = startSchedule({
    everyMs: options.sweepEveryMs ?? defaultSweepMs,
    run: async () => void (await invoke(functions.sweep, {})),
    onFailure: (error) => options.log(`sweep: ${String(error)}`),
  });
  closing.add(() => schedule.stop());
  return { functions, workflowsUrl: stepFunctions.url };
}

/** The Tasks of the state machines that are Lambda functions: there is one. */
async function runTask(
  functions: Functions | undefined,
  task: { name: string; payload: unknown; signal: AbortSignal },
): Promise<unknown> {
  if (!functions || task.name !== 'workflow-settle-run')
    throw new Error(`There is no function '${task.name}'.`);
  return invoke(functions.settleTask, task.payload, task.signal);
}

async function machineSources(root: string) {
  const substitutions = {
    ProvisionProject: 'leasehold-provision',
    DestroyProject: 'leasehold-destroy',
    SettleRunFunction: 'workflow-settle-run',
  };
  const files = await readFolder(join(root, 'statemachines'));
  return [...files].map(([file, bytes]) => ({
    name: `${machinePrefix}${file.replace('.asl.json', '')}`,
    definition: new TextDecoder().decode(bytes),
    substitutions: pick(substitutions, new TextDecoder().decode(bytes)),
  }));
}

/** A machine is given only what it names, as a substitution nobody asks for is a mistake. */
function pick(all: Record<string, string>, definition: string): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => definition.includes(`\${${name}}`)));
}

async function publishTemplates({ root, tools }: PlaneOptions, emulatorUrl: string): Promise<void> {
  const s3 = new S3Client({ endpoint: emulatorUrl, region, credentials, forcePathStyle: true });
  const catalog = new S3Catalog(s3, buckets.catalog);
  const engine = { name: 'terraform' as const, version: tools.terraform.version };
  await publishCatalog(
    { files: await readFolder(join(root, 'terraform')), engine },
    { catalog, clock: () => new Date().toISOString() },
  );
  s3.destroy();
}

function localTarget({ url }: Emulator): Target {
  return { name: 'local', region, regions: [region], endpoint: url };
}
