import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../config';
import type { Actor } from '../domain/actor';
import { Closing } from './closing';
import { startDynamoDb } from './dynamodb';
import { type Emulator, openEmulator } from './emulator';
import { type Functions, invoke } from './functions';
import { startPlaneGateway } from './plane-gateway';
import { account, makeHub, region } from './hub';
import type { HubSettings, Through } from './hub-environment';
import { createLocalIssuer } from './issuer';
import { createPlaneClock, type PlaneClock } from './plane-clock';
import { publishTemplates } from './publish-templates';
import { startControl } from './start-control';
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
  /** What stands between each caller and the hub; nothing unless it is given. */
  through?: Through;
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
  /** The functions as they run, each of which may be killed. */
  functions: Functions;
  clock: PlaneClock;
  mint: (person: Pick<Actor, 'id' | 'name' | 'roles' | 'teams'>, lifetime?: string) => Promise<string>;
  /** One sweep more, at once, besides those of the schedule. */
  sweep: () => Promise<void>;
  /** Resolves when a part that the plane cannot do without has ended by itself. */
  broken: Promise<string>;
  close: () => Promise<void>;
}

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
  const stores = { dynamoDb: dynamoDb.url, emulator: emulator.url };
  const { functions, workflowsUrl } = await startControl(options, closing, { settings, folder, stores });
  const gateway = closing.keep(await startPlaneGateway(functions, options.port ?? 0));
  const broken = emulator.ended.then(() => 'the AWS emulator ended');
  return {
    url: gateway.url,
    emulatorUrl: emulator.url,
    registryUrl: dynamoDb.url,
    workflowsUrl,
    functions,
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

function localTarget({ url }: Emulator): Target {
  return { name: 'local', region, regions: [region], endpoint: url };
}
