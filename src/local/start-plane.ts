import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfferedTarget } from '../config/target';
import type { TargetAccess } from '../domain/access/target-access';
import { ImageFindings } from '../domain/image/image-findings';
import { Closing } from './closing';
import { startDynamoDb } from '../emulators/dynamodb';
import { type Emulator, openEmulator } from './emulator';
import { type Functions, invoke } from './functions';
import { startPlaneGateway } from './plane-gateway';
import { account, makeHub, region } from './hub';
import { makeImageRepositories } from './image-projects';
import { directly, type HubSettings } from './hub-environment';
import { makeProvisionerRole } from './provisioner-role';
import { targetHolders } from './target-holders';
import { startTargetFront } from '../emulators/target-front/start-target-front';
import type { Person } from '../emulators/issuer/local-issuer';
import { type RunningIssuer, startIssuer } from '../emulators/issuer/start-issuer';
import { localPerson } from './local-person';
import type { PlaneOptions } from './plane-options';
import { createPlaneClock, type PlaneClock } from './plane-clock';
import { publishSettings } from './publish-settings';
import { publishTemplates } from './publish-templates';
import { startControl } from './start-control';

/** A whole control plane on this machine. */
export interface Plane {
  url: string;
  /** What stands in for the hub's S3 and CloudWatch Logs. */
  hubUrl: string;
  /** What stands in for the target: everything that templates make. It knows the keys of `targetHolders` and no others. */
  targetUrl: string;
  /** The DynamoDB that holds the registry. */
  registryUrl: string;
  /** The Step Functions that runs are executed on. */
  workflowsUrl: string;
  /** The EventBridge that rules are on. */
  eventsUrl: string;
  /** The CodeBuild that builds run on. */
  buildsUrl: string;
  /** The functions as they run, each of which may be killed. */
  functions: Functions;
  clock: PlaneClock;
  /** Where people sign in. */
  issuerUrl: string;
  mint: (person: Person, lifetime?: string) => Promise<string>;
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
  const folder = await mkdtemp(join(options.machineEnv.TMPDIR ?? tmpdir(), 'leasehold-'));
  closing.add(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const { emulator, target, dynamoDb } = await openStores(options, closing);
  const clock = await createPlaneClock(join(folder, 'clock'));
  const issuer = closing.keep(await startIssuer({ person: options.person ?? localPerson() }));
  const local = await openTarget(options, closing, target);
  const settings: HubSettings = {
    account,
    targets: [local.target],
    issuers: [issuer.issuer, ...(options.issuers ?? [])],
    signIn: signInAt(issuer),
    imageRepositories: options.imageRepositories ?? [],
    imageFindings: ImageFindings.parse({}),
    clockFile: clock.file,
  };
  await makeImageRepositories(settings.imageRepositories, emulator.url);
  await Promise.all([publishTemplates(options, emulator.url), publishSettings(settings, emulator.url)]);
  const stores = { dynamoDb: dynamoDb.url, emulator: emulator.url };
  const control = await startControl(options, closing, { settings, folder, stores });
  const { functions } = control;
  const gateway = closing.keep(await startPlaneGateway(functions, options.port ?? 0));
  const broken = Promise.race([emulator.ended, target.ended]).then(() => 'an AWS emulator ended');
  return {
    url: gateway.url,
    hubUrl: emulator.url,
    targetUrl: local.url,
    registryUrl: dynamoDb.url,
    workflowsUrl: control.workflowsUrl,
    eventsUrl: control.eventsUrl,
    buildsUrl: control.buildsUrl,
    functions,
    clock,
    issuerUrl: issuer.issuer.issuer,
    mint: issuer.mint,
    sweep: async () => void (await invoke(functions.sweep, {})),
    broken,
    close: () => closing.close(),
  };
}

/** Any port of this machine may take the answer. */
function signInAt({ issuer }: RunningIssuer) {
  return {
    issuer: issuer.issuer,
    clientId: issuer.audience,
    scopes: ['openid', 'email', 'profile'],
    redirectPorts: [],
  };
}

/** The hub's table, buckets and log group, and, as an account of its own would be, a target that knows none of them. */
async function openStores({ tools, machineEnv, log }: PlaneOptions, closing: Closing) {
  const open = async () =>
    closing.keep(await openEmulator(tools.emulator, { env: machineEnv, onOutput: log }));
  const opening = [open(), open(), startDynamoDb().then((opened) => closing.keep(opened))] as const;
  // Should one fail, what opens after it must be known before everything is closed.
  await Promise.allSettled(opening);
  const [emulator, target, dynamoDb] = await Promise.all(opening);
  await makeHub({ dynamoDb: dynamoDb.url, emulator: emulator.url });
  return { emulator, target, dynamoDb };
}

/** Every template, foundations and previews too: whoever is signed in here may use all there is. */
const openToAll: TargetAccess = { roles: ['developer'], templates: ['*'], previews: true };

async function openTarget(
  { root, through = directly, onTargetCall }: PlaneOptions,
  closing: Closing,
  emulator: Emulator,
): Promise<{ target: OfferedTarget; url: string }> {
  const role = await makeProvisionerRole(root, emulator.url);
  const front = closing.keep(
    await startTargetFront(emulator.url, {
      account,
      region,
      holders: targetHolders(role.roleArn),
      onCall: onTargetCall,
    }),
  );
  const { target } = await through('provisioner', { target: front.url });
  const at = { name: 'local', region, regions: [region], endpoint: target };
  return { url: front.url, target: { ...at, access: openToAll, ...role } };
}
