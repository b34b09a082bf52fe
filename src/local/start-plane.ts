import { join } from 'node:path';
import type { OfferedTarget } from '../config/target';
import { terraformPlatform } from '../tools/tool';
import { noLimits } from '../domain/limits/limits';
import { noPolicy } from '../domain/policy/policy';
import { ImageFindings } from '../domain/image/image-findings';
import type { RefusedTemplate, UnprovenTemplate } from '../domain/template/refused-template';
import { Closing } from './closing';
import { logEvents } from '../emulators/logs/log-events';
import { KeyRing } from '../emulators/authorize/key-ring';
import { closedDoors } from '../emulators/front/doors';
import { type Functions, invoke, relocate } from './functions';
import type { Gateway } from '../emulators/gateway/gateway';
import { startPlaneGateway } from './plane-gateway';
import { furnishHub } from './furnish-hub';
import { account, region, useKey } from './hub';
import type { KeptPlane } from './kept/keep-plane';
import { killLeftBuilds } from './kept/left-builds';
import { replaceEmulators, type Watched } from './kept/replace-emulators';
import { takeUpLives } from './kept/take-up-lives';
import { mapPorts, onPort } from './kept/usual-ports';
import type { EmulatorName } from './kept/kept-record';
import { hubHolders } from './roles/key-holders';
import { hubFronts, type OpenFront } from './plane-fronts';
import { type HubSettings } from './hub-environment';
import { openTargets } from './start/open-targets';
import { newIssuerKey, type Person } from '../emulators/issuer/local-issuer';
import { OneTimeCode } from '../emulators/issuer/one-time-code';
import { type RunningIssuer, startIssuer } from '../emulators/issuer/start-issuer';
import { localPerson } from './local-people';
import { makeFolder, openOne, openStores } from './open-stores';
import type { PlaneOptions } from './plane-options';
import { createPlaneClock, type PlaneClock } from './plane-clock';
import { startControl } from './start-control';

/** A whole control plane on this machine. */
export interface Plane {
  url: string;
  /** What stands in for the hub's S3 and CloudWatch Logs. Like each of the others, it knows the keys of its owner and of the plane's parts, and no others. */
  hubUrl: string;
  /** What stands in for the target: everything that templates make. */
  targetUrl: string;
  /** What stands in for each of the other accounts, in the order in which they were named. */
  accountUrls: string[];
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
  /** The file with the code that signs in next. */
  codeFile: string;
  mint: (person: Person, lifetime?: string) => Promise<string>;
  /** The checkout's templates that are not offered, and why. */
  refused: RefusedTemplate[];
  /** Those that are offered without Terraform's own proof, and why. */
  unproven: UnprovenTemplate[];
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
  const { kept, imageRepositories = [] } = options;
  if (kept) await takeUp(kept);
  const folder = await makeFolder(options, closing);
  const { emulator, target, dynamoDb } = await openStores(options, closing, folder);
  const keys = new KeyRing(hubHolders(imageRepositories));
  const openFront = openHub(options, closing, { emulator: emulator.url, keys });
  const logs = logEvents(join(folder, 'logs'));
  const stores = { dynamoDb: await openFront(dynamoDb.url), emulator: await openFront(emulator.url, [logs]) };
  const clock = await createPlaneClock(join(folder, 'clock'));
  const { issuer, codeFile } = await openIssuer(options, closing, folder);
  const offered = await openTargets(options, closing, { emulator: target, keys, folder });
  const settings = settingsOf(options, { issuer, targets: offered.targets, clock });
  const { refused, unproven } = await furnishHub(options, stores, settings);
  const urls = { registryUrl: stores.dynamoDb, targetUrl: offered.local.url };
  if (kept) await takeUpLives({ kept, ...urls, notice: options.notice });
  const control = await startControl(options, closing, { settings, folder, stores, openFront });
  const { functions, replaced: _, ...endpoints } = control;
  const gateway = closing.keep(await openGateway(options, functions));
  if (kept) await keepPorts(kept, { api: gateway.url, issuer: issuer.issuer.issuer, target: urls.targetUrl });
  const furnish = { hub: () => furnishHub(options, stores, settings), target: offered.local.furnish };
  const watched = { ...urls, ...control, emulators: { hub: emulator, target }, furnish };
  return {
    ...endpoints,
    ...urls,
    url: gateway.url,
    hubUrl: stores.emulator,
    accountUrls: offered.accountUrls,
    functions,
    clock,
    issuerUrl: issuer.issuer.issuer,
    codeFile,
    mint: issuer.mint,
    refused,
    unproven,
    sweep: async () => void (await invoke(functions.sweep, {})),
    broken: brokenBy(options, closing, { ...watched, folder }),
    close: () => closing.close(),
  };
}

/** What a plane watches of itself, and the folder that its emulators are in. */
type Watching = Omit<Watched, 'notice' | 'open' | 'isClosing'> & {
  folder: string;
};

/** Without its emulators a plane has nothing; one that is kept puts empty ones in their place. */
function brokenBy(
  options: PlaneOptions,
  closing: Closing,
  { folder, ...watched }: Watching,
): Promise<string> {
  const { hub, target } = watched.emulators;
  if (!options.kept) return Promise.race([hub.ended, target.ended]).then(() => 'an AWS emulator ended');
  const open = (name: EmulatorName) => openOne({ name, losses: [] }, options, folder);
  const { notice } = options;
  return replaceEmulators({ ...watched, notice, open, isClosing: () => closing.isClosed });
}

/** Nothing that worked for the plane before may work on; its keys and addresses are those of this one. */
async function takeUp(kept: KeptPlane): Promise<void> {
  await killLeftBuilds(kept.record.id);
  useKey(kept.record.key);
  if (!kept.record.issuerKey) await kept.update({ issuerKey: { ...(await newIssuerKey()) } });
}

function keepPorts(kept: KeptPlane, urls: Record<'api' | 'issuer' | 'target', string>): Promise<void> {
  return kept.update({ ports: mapPorts(urls) });
}

/** A port that was asked for is taken or refused; any other may give way. */
async function openGateway({ port, kept }: PlaneOptions, functions: Functions): Promise<Gateway> {
  const open = (usual: number) => startPlaneGateway(functions, usual);
  const gateway = await (port ? open(port) : onPort(kept?.record.ports.api, open));
  relocate(functions, gateway.url);
  return gateway;
}

/** Where people sign in who can read the code of this plane. */
async function openIssuer(
  { people = [localPerson()], doors = closedDoors, kept }: PlaneOptions,
  closing: Closing,
  folder: string,
) {
  const { isCode, isFromHere } = doors;
  const code = await OneTimeCode.open(join(folder, 'sign-in-code'), isCode);
  const { ports, issuerKey: key } = kept?.record ?? {};
  const open = (port: number) => startIssuer({ people, code, isFromHere, port, key });
  const issuer = closing.keep(await onPort(ports?.issuer, open));
  return { issuer, codeFile: code.file };
}

function settingsOf(
  { issuers = [], imageRepositories = [], tools, services = [], people = [], ...options }: PlaneOptions,
  made: { issuer: RunningIssuer; targets: OfferedTarget[]; clock: PlaneClock },
): HubSettings {
  return {
    account,
    targets: made.targets,
    issuers: [made.issuer.issuer, ...issuers],
    signIn: signInAt(made.issuer),
    // One person alone would have nobody to ask.
    selfApproval: people.length > 1 ? 'refused' : 'allowed',
    imageRepositories,
    imageFindings: ImageFindings.parse({}),
    policy: options.policy ?? noPolicy,
    publishing: {
      engine: { name: 'terraform', version: tools.terraform.version },
      platform: terraformPlatform(process),
      services: [...services],
    },
    limits: options.limits ?? noLimits,
    checkInterval: options.checkInterval ?? 'off',
    clockFile: made.clock.file,
    receivers: options.receivers ?? 'public',
    // Where a port is free to choose, it is known once the gateway is open, and `relocate` says it then.
    url: `http://127.0.0.1:${options.port || (options.kept?.record.ports.api ?? 1)}`,
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

/** An emulator of the hub or of the target, and the keys that the hub knows. */
interface Known<Store> {
  emulator: Store;
  keys: KeyRing;
}

function openHub(options: PlaneOptions, closing: Closing, { emulator, keys }: Known<string>): OpenFront {
  const { doors = closedDoors, onHubCall: onCall } = options;
  return hubFronts({ closing, doors, emulator, guarding: { account, region, keys, onCall } });
}
