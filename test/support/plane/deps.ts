import { createDynamoAudit } from '../../../src/aws/dynamo-audit';
import { createDynamoCheckTurns } from '../../../src/aws/dynamo-check-turns';
import { createDynamoDueIndex } from '../../../src/aws/dynamo-due';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import { createDynamoStackPlans } from '../../../src/aws/stacks/dynamo-stack-plans';
import { createDynamoExports, createDynamoRecorded } from '../../../src/aws/dynamo-recorded';
import { createDynamoRefusals } from '../../../src/aws/dynamo-refusals';
import { createDynamoReservations } from '../../../src/aws/dynamo-reservations';
import { noActualCosts } from '../../../src/aws/limits/cost-explorer';
import { createDynamoAccounts } from '../../../src/aws/limits/dynamo-accounts';
import { createDynamoBills } from '../../../src/aws/limits/dynamo-bills';
import { createDynamoShares } from '../../../src/aws/limits/dynamo-shares';
import { createDynamoRuns } from '../../../src/aws/dynamo-runs';
import type { Table } from '../../../src/aws/dynamo-table';
import { createDynamoTargets } from '../../../src/aws/targets/dynamo-targets';
import { createDynamoOverdueIndex } from '../../../src/aws/dynamo-overdue';
import type { OutputsDocument, PlanDocument } from '../../../src/domain/environment/artifacts';
import type { DomainEvent } from '../../../src/domain/environment/events';
import type { Measurement } from '../../../src/domain/base/metrics';
import type { Refusal } from '../../../src/domain/environment/waiting';
import type { RotationDocument } from '../../../src/domain/environment/rotation/rotation-document';
import type { DriftDocument } from '../../../src/domain/environment/drift/drift-document';
import type { RunOutcome } from '../../../src/domain/environment/outcome';
import type { Receipt } from '../../../src/domain/environment/receipt';
import type { ImageEvent } from '../../../src/domain/image/image-event';
import type { TargetEvent } from '../../../src/domain/target/target-entry';
import type { EntryEvent } from '../../../src/domain/registry/entry';
import type { StateLock } from '../../../src/domain/environment/state-lock';
import type { Catalog } from '../../../src/domain/template/template';
import { writeExact } from '../../../src/domain/base/exact-json';
import { instant, type Instant, plus } from '../../../src/domain/base/time';
import type { Deps } from '../../../src/operations/ports/deps';
import type { ExecutionState } from '../../../src/operations/ports/environment';
import type { PublishingPorts } from '../../../src/operations/ports/publishing';
import { newNoticeWorld, type NoticeWorld, webhookPortsOf } from '../notices/notice-world';
import type { WebhookPorts } from '../../../src/operations/ports/notice';
import { publishingOn } from '../builders/publishing';
import { imagePortsOf, type ImageWorld, newImageWorld } from '../builders/images';
import { offering, openTarget } from '../builders/targets';
import { ulidAt } from '../builders/ulids';
import { noPolicy } from '../../../src/domain/policy/policy';
import { noLimits } from '../../../src/domain/limits/limits';
import { newPreviewWorld, previewsOf, type PreviewWorld } from '../stacks/preview-world';
import { plannerKind } from '../../../src/domain/stack/plan/planner';
import { stackKind } from '../../../src/domain/stack/entry/stack-kind';
import { ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import { environmentKind } from '../../../src/domain/environment/environment-kind';
import type { SlotCounts } from '../../../src/domain/access/slot-counts';
import { slotsKind } from '../../../src/domain/environment/slots/slots-kind';
import { imageBuildKind } from '../../../src/domain/image/image-build-kind';

/** What the world outside the registry did and holds, for a test to steer and look at. */
export interface World {
  now: Instant;
  started: { workflow: string; name: string; id: string; runId: string; plan?: string | undefined }[];
  stoppedExecutions: string[];
  stoppedBuilds: string[];
  discardedPlans: string[];
  published: DomainEvent[];
  targetEvents: TargetEvent[];
  images: ImageWorld;
  notices: NoticeWorld;
  alarms: Record<string, unknown>[];
  warnings: string[];
  measured: Measurement[];
  outcomes: Map<string, RunOutcome>;
  drift: Map<string, DriftDocument>;
  /** Runs that left a sealed copy. */
  sealed: Set<string>;
  overBuilds: Set<string>;
  executions: Map<string, ExecutionState>;
  /** Why no build was started for a run, by its id. */
  refusals: Map<string, Refusal>;
  /** By run, why its build failed or could not be started. */
  buildFailures: Map<string, string>;
  plans: Map<string, PlanDocument>;
  rotations: Map<string, RotationDocument>;
  receipts: Map<string, Receipt>;
  /** Files of exported days, by their key. */
  exported: Map<string, string>;
  outputs: Map<string, OutputsDocument>;
  stackDocuments: Map<string, string>;
  previews: PreviewWorld;
  /** By life, with the ETag that deleting it must name. */
  locks: Map<string, { lock: StateLock; etag: string }>;
  /** Which events the bus accepts of those that are published. */
  accepts: (event: DomainEvent) => boolean;
  /** Refuses what a test wants refused: answers the error to throw for a call such as `workflows.start`. */
  fail: (call: string) => Error | undefined;
  pass: (ms: number) => void;
  /** How many runs of each target may be at work at once; absent where nothing limits that. */
  slotCounts?: SlotCounts;
  /** Bundles that were uploaded, by their digest. */
  uploads: Map<string, Uint8Array>;
}

/** A world at a fixed instant in which nothing has happened. */
export function newWorld(now: Instant = '2026-01-01T00:00:00.000Z'): World {
  const world: World = {
    now,
    started: [],
    stoppedExecutions: [],
    stoppedBuilds: [],
    discardedPlans: [],
    published: [],
    targetEvents: [],
    images: newImageWorld(),
    notices: newNoticeWorld(),
    alarms: [],
    warnings: [],
    measured: [],
    outcomes: new Map(),
    drift: new Map(),
    sealed: new Set(),
    overBuilds: new Set(),
    executions: new Map(),
    refusals: new Map(),
    buildFailures: new Map(),
    plans: new Map(),
    rotations: new Map(),
    receipts: new Map(),
    exported: new Map(),
    outputs: new Map(),
    stackDocuments: new Map(),
    previews: newPreviewWorld(),
    locks: new Map(),
    uploads: new Map(),
    accepts: () => true,
    fail: () => undefined,
    pass: (ms) => {
      world.now = plus(world.now, ms);
    },
  };
  return world;
}

/** What every function has, and what only the API has. */
export type StageDeps = Deps & PublishingPorts & WebhookPorts;

/** Every dependency of the operations: the real registry on `table`, and the outside as `world` has it; every call of it may fail. */
export function depsOn(table: Table, world: World, catalog: Catalog = { templates: [] }): StageDeps {
  let ids = 0;
  const offered = { catalog };
  const guarded = <Port extends object>(name: string, port: Port) => guard(world, name, port);
  return {
    registry: guarded('registry', createDynamoEntries(table, environmentKind)),
    audit: guarded(
      'audit',
      createDynamoAudit(table, () => world.now),
    ),
    runs: guarded('runs', createDynamoRuns(table)),
    reservations: guarded('reservations', createDynamoReservations(table)),
    refusals: guarded('refusals', createDynamoRefusals(table)),
    recorded: guarded('recorded', createDynamoRecorded(table)),
    exported: guarded('exported', exportedOf(world)),
    exports: guarded('exports', createDynamoExports(table)),
    shares: guarded('shares', createDynamoShares(table)),
    accounts: guarded('accounts', createDynamoAccounts(table)),
    limits: noLimits,
    checkInterval: 'off',
    checkTurns: guarded('checkTurns', createDynamoCheckTurns(table)),
    bills: guarded('bills', createDynamoBills(table)),
    actualCosts: guarded('actualCosts', noActualCosts('local-plane')),
    due: guarded('due', createDynamoDueIndex(table)),
    overdue: guarded('overdue', createDynamoOverdueIndex(table)),
    workflows: guarded('workflows', workflowsOf(world)),
    builds: guarded('builds', buildsOf(world)),
    imageBuilds: guarded('imageBuilds', createDynamoEntries(table, imageBuildKind)),
    ...imagePortsOf(world.images, guarded),
    stacks: guarded('stacks', createDynamoEntries(table, stackKind)),
    stackDocuments: guarded('stackDocuments', stackDocumentsOf(world)),
    slots: guarded('slots', createDynamoEntries(table, slotsKind)),
    slotCounts: () => Promise.resolve(world.slotCounts),
    stackPlans: guarded('stackPlans', createDynamoStackPlans(table)),
    planners: guarded('planners', createDynamoEntries(table, plannerKind)),
    previews: guarded('previews', previewsOf(world.previews)),
    bus: guarded('bus', busOf(world)),
    artifacts: guarded('artifacts', artifactsOf(world)),
    states: guarded('states', statesOf(world)),
    catalog: guarded('catalog', { read: () => Promise.resolve(offered.catalog) }),
    ...publishingOn(offered, world, guarded),
    ...webhookPortsOf(table, world.notices, guarded),
    targets: offering(openTarget),
    targetEntries: guarded('targetEntries', createDynamoTargets(table)),
    deployedTargets: [],
    runsRole: 'arn:aws:iam::111122223333:role/leasehold-dev-runner-euc1',
    policy: noPolicy,
    selfApproval: 'refused',
    signIn: {
      issuer: 'https://login.example.com',
      clientId: 'leasehold',
      scopes: ['openid'],
      redirectPorts: [],
    },
    clock: () => world.now,
    newId: () => ulidAt(world.now, ids++),
    log: { warn: (message) => world.warnings.push(message) },
    meter: { emit: (measurements) => world.measured.push(...measurements) },
  };
}

/** The port, each call of which first asks the world whether it may succeed. */
function guard<Port extends object>(world: World, name: string, port: Port): Port {
  return new Proxy(port, {
    get: (target, key) => {
      const method = Reflect.get(target, key) as unknown;
      if (typeof method !== 'function' || key === 'due') return method;
      return async (...args: unknown[]): Promise<unknown> => {
        const error = world.fail(`${name}.${String(key)}`);
        if (error) throw error;
        return (method as (...given: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}

function workflowsOf(world: World): Deps['workflows'] {
  return {
    start: async (workflow, input) => {
      if (world.executions.has(input.runId)) return;
      world.executions.set(input.runId, 'running');
      world.started.push({ workflow, ...input });
    },
    stop: async (_workflow, run) => {
      world.stoppedExecutions.push(run);
      world.executions.set(run, 'over');
    },
    describe: (_workflow, run) => Promise.resolve(world.executions.get(run) ?? 'absent'),
    refusal: (_workflow, run) => Promise.resolve(world.refusals.get(run) ?? null),
    failure: (_workflow, run) => Promise.resolve(world.buildFailures.get(run) ?? null),
  };
}

function buildsOf(world: World): Deps['builds'] {
  return {
    isOver: (build) => Promise.resolve(world.overBuilds.has(build)),
    stop: async (build) => {
      world.stoppedBuilds.push(build);
    },
    logs: (build) => Promise.resolve({ lines: [{ at: world.now, text: build }], next: null, done: true }),
  };
}

function busOf(world: World): Deps['bus'] {
  return {
    publish: async (events) => {
      const accepted = events.filter((event) => !isOfLife(event) || world.accepts(event));
      world.published.push(...accepted.filter(isOfLife));
      world.images.published.push(...accepted.filter(isOfImage));
      world.targetEvents.push(...accepted.filter(isOfTarget));
      return accepted.map((event) => event.id);
    },
    alarm: async (type, detail) => {
      world.alarms.push({ type, ...detail });
    },
  };
}

const isOfLife = (event: EntryEvent): event is DomainEvent => 'life' in event;
const isOfTarget = (event: EntryEvent): event is TargetEvent => 'targetLife' in event;
const isOfImage = (event: EntryEvent): event is ImageEvent => 'imageBuild' in event;

function exportedOf(world: World): Deps['exported'] {
  return {
    put: async (key, text) => {
      if (!world.exported.has(key)) world.exported.set(key, text);
      if (world.exported.get(key) !== text) throw new Error(`${key} was exported with another content`);
    },
  };
}

function artifactsOf(world: World): Deps['artifacts'] {
  return {
    readOutcome: (run) => Promise.resolve(world.outcomes.get(run) ?? null),
    sharePlan: (run) => Promise.resolve(shared(world.plans.get(run))),
    readReceipt: (run) => Promise.resolve(world.receipts.get(run) ?? null),
    shareRotation: (run) => Promise.resolve(shared(world.rotations.get(run))),
    readDrift: (run) => Promise.resolve(world.drift.get(run) ?? null),
    signEjected: async (run) =>
      world.sealed.has(run)
        ? {
            url: `https://artifacts.example.com/ejected/${run}/sealed`,
            expiresAt: instant(Date.parse('2026-01-01T00:05:00.000Z')),
          }
        : null,
    discardPlanFile: async (run) => {
      world.discardedPlans.push(run);
    },
  };
}

/** A document as it is stored. */
function shared(document: unknown): { text: string } | null {
  return document === undefined ? null : { text: writeExact(document) };
}

/** Documents as they are stored: as text. */
function stackDocumentsOf({ stackDocuments }: World): Deps['stackDocuments'] {
  return {
    keep: async (digest, document) => void stackDocuments.set(digest, JSON.stringify(document)),
    read: async (digest) => ResolvedStack.parse(JSON.parse(stackDocuments.get(digest) ?? 'null')),
  };
}

function statesOf(world: World): Deps['states'] {
  return {
    uploadAddress: ({ name, state }) =>
      Promise.resolve({
        url: `https://uploads.example.com/${name}/${state}`,
        headers: {},
        expiresAt: instant(Date.parse('2026-01-01T00:05:00.000Z')),
      }),
    certificateAddress: ({ name, digest }) =>
      Promise.resolve({
        url: `https://uploads.example.com/certificates/${name}/${digest}`,
        headers: {},
        expiresAt: instant(Date.parse('2026-01-01T00:05:00.000Z')),
      }),
    shareOutputs: ({ id }) => Promise.resolve(shared(world.outputs.get(id))),
    readMetadata: () => Promise.resolve(null),
    readLock: ({ id }) => Promise.resolve(world.locks.get(id) ?? null),
    deleteLock: async ({ id }, etag) => world.locks.get(id)?.etag === etag && world.locks.delete(id),
  };
}
