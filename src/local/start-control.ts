import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import type { Closing } from './closing';
import { startCodeBuild } from '../emulators/codebuild/codebuild';
import { startSchedule } from '../emulators/events/schedule';
import { type EventsEndpoint, startEvents } from '../emulators/events/start-events';
import { keepExpiring } from './kept/expire-versions';
import { type FunctionId, functions as planeFunctions } from '../plane/functions';
import { createFunctions, type Functions, invoke } from './functions';
import { account, credentials, credentialsOf, nameHere, region } from './hub';
import {
  directly,
  hubEnvironment,
  type HubEndpoints,
  type HubSettings,
  type Through,
} from './hub-environment';
import { imageProjects } from './image-projects';
import { planeRules } from './plane-rules';
import type { EmulatorName } from './kept/kept-record';
import { buildMark } from './kept/left-builds';
import { runnerProjects } from './runner-projects';
import type { OpenFront } from './plane-fronts';
import type { PlaneOptions } from './plane-options';
import type { BuildChanges } from '../emulators/step-functions/start-build';
import { startStepFunctions } from '../emulators/step-functions/start-step-functions';
import { workflowMachines } from './workflow-machines';

/** What the moving parts of a plane are given: the stores' addresses, the settings, a folder to work in, and fronts. */
export interface ControlParts {
  settings: HubSettings;
  folder: string;
  stores: { dynamoDb: string; emulator: string };
  openFront: OpenFront;
}

/** The functions of a running plane, and where its executions are. */
export interface Control {
  functions: Functions;
  workflowsUrl: string;
  eventsUrl: string;
  buildsUrl: string;
  /** The emulators that are being replaced: no build starts meanwhile, for it would meet one in which nothing was made yet. */
  replaced: Set<EmulatorName>;
}

/** What workflows are given of what was started before them, and of the functions, which are started after them. */
interface WorkflowParts {
  events: EventsEndpoint;
  buildsUrl: string;
  changes: BuildChanges;
  functions: () => Functions | undefined;
}

/** What builds are given of what was started before them. */
interface BuildParts {
  events: EventsEndpoint;
  eventsUrl: string;
  changes: BuildChanges;
  replaced: ReadonlySet<EmulatorName>;
}

const defaultSweepMs = 2_000;

/** Starts events, builds, workflows, functions and the sweep: each is given the addresses of those started before it. */
export async function startControl(
  options: PlaneOptions,
  closing: Closing,
  parts: ControlParts,
): Promise<Control> {
  const { through = directly } = options;
  const { folder, openFront } = parts;
  const late: { functions?: Functions } = {};
  const rules = rulesOf(options, parts, () => late.functions);
  const events = closing.keep(
    await startEvents({ rules, region, account, listenAt: join(folder, 'events.sock') }),
  );
  const eventsUrl = await openFront(events.url);
  const changes: BuildChanges = new EventEmitter();
  const replaced = new Set<EmulatorName>();
  const codeBuild = closing.keep(await startBuilds(options, parts, { events, eventsUrl, changes, replaced }));
  const buildsUrl = await openFront(codeBuild.url);
  const stepFunctions = closing.keep(
    await startWorkflows(options, parts, { events, buildsUrl, changes, functions: () => late.functions }),
  );
  const workflowsUrl = await openFront(stepFunctions.url);
  const endpoints: HubEndpoints = {
    ...parts.stores,
    events: eventsUrl,
    stepFunctions: workflowsUrl,
    codeBuild: buildsUrl,
  };
  const envs = await functionEnvironments(through, endpoints, parts.settings);
  late.functions = closing.keep(createFunctions(options.root, envs, options.log));
  keepSweeping(options, closing, late.functions);
  keepExpiring(options, closing, parts.stores);
  return { functions: late.functions, workflowsUrl, eventsUrl, buildsUrl, replaced };
}

function rulesOf(
  { notice }: PlaneOptions,
  { settings }: ControlParts,
  functions: () => Functions | undefined,
) {
  const images = settings.imageRepositories.map(({ project }) => project);
  return planeRules(functions, { images, notice });
}

async function startWorkflows(
  { root, through = directly }: PlaneOptions,
  { folder }: ControlParts,
  { events, buildsUrl, changes, functions }: WorkflowParts,
) {
  const { codeBuild } = await through('workflows', { codeBuild: buildsUrl });
  return startStepFunctions({
    machines: await workflowMachines(root),
    region,
    account,
    invokeLambda: (name, payload, signal) => runTask(functions(), { name, payload, signal }),
    codeBuild: buildsClient(codeBuild),
    buildChanges: changes,
    onStatusChange: (event) => void events.publish(event),
    listenAt: join(folder, 'workflows.sock'),
  });
}

function buildsClient(endpoint: string): CodeBuildClient {
  return new CodeBuildClient({ endpoint, region, credentials: credentialsOf('workflows') });
}

async function functionEnvironments(through: Through, endpoints: HubEndpoints, settings: HubSettings) {
  const envOf = async (name: FunctionId) => hubEnvironment(name, await through(name, endpoints), settings);
  return {
    api: await envOf('api'),
    authorizer: await envOf('authorizer'),
    settleTask: await envOf('settleTask'),
    settleRule: await envOf('settleRule'),
    settleImageRule: await envOf('settleImageRule'),
    moveStack: await envOf('moveStack'),
    sweep: await envOf('sweep'),
    tellPeople: await envOf('tellPeople'),
  };
}

async function startBuilds(
  options: PlaneOptions,
  { settings, folder, stores }: ControlParts,
  { events, eventsUrl, changes, replaced }: BuildParts,
) {
  const { through = directly } = options;
  const hub = hubEnvironment('runner', await through('runner', { ...stores, events: eventsUrl }), settings);
  return startCodeBuild({
    region,
    accountId: account,
    projects: [
      ...(await runnerProjects(options, { folder, hub })),
      ...(await imageProjects(options.root, settings.imageRepositories, stores.emulator)),
    ],
    // On AWS a build's log is written by the role of its project; here one hand writes them all.
    logs: new CloudWatchLogsClient({ endpoint: stores.emulator, region, credentials }),
    listenAt: join(folder, 'builds.sock'),
    workDir: join(folder, 'builds'),
    machineEnv: { ...options.machineEnv, ...buildMark(options.kept?.record.id) },
    capacity: () => (replaced.size > 0 ? 0 : (options.buildCapacity?.() ?? Infinity)),
    onStateChange: ({ source, detail, resources, 'detail-type': detailType }) => {
      changes.emit(detail['build-id']);
      events.publish({ source, detailType, detail, resources });
    },
  });
}

function keepSweeping({ sweepEveryMs, log }: PlaneOptions, closing: Closing, functions: Functions): void {
  const schedule = startSchedule({
    everyMs: sweepEveryMs ?? defaultSweepMs,
    run: async () => void (await invoke(functions.sweep, {})),
    onFailure: (error) => log(`sweep: ${String(error)}`),
  });
  const notices = startSchedule({
    everyMs: sweepEveryMs ?? defaultSweepMs,
    run: async () => void (await invoke(functions.tellPeople, {})),
    onFailure: (error) => log(`notices: ${String(error)}`),
  });
  closing.add(() => schedule.stop());
  closing.add(() => notices.stop());
}

/** The Tasks of the state machines that are Lambda functions: there is one. */
async function runTask(
  functions: Functions | undefined,
  { name, payload, signal }: { name: string; payload: unknown; signal: AbortSignal },
): Promise<unknown> {
  if (!functions || name !== nameHere(planeFunctions.settleTask.name))
    throw new Error(`There is no function '${name}'.`);
  return invoke(functions.settleTask, payload, signal);
}
