import { createDynamoAudit } from '../../src/aws/dynamo-audit';
import { createDynamoDueIndex } from '../../src/aws/dynamo-due';
import { createDynamoRegistry } from '../../src/aws/dynamo-registry';
import { createDynamoReservations } from '../../src/aws/dynamo-reservations';
import { createDynamoRuns } from '../../src/aws/dynamo-runs';
import type { Table } from '../../src/aws/dynamo-table';
import type { DomainEvent } from '../../src/domain/events';
import type { RunOutcome } from '../../src/domain/outcome';
import type { Catalog } from '../../src/domain/template';
import { type Instant, plus } from '../../src/domain/time';
import type { Deps, ExecutionState } from '../../src/operations/deps';
import { ulidAt } from './ulids';

/** What the world outside the registry did and holds, for a test to steer and look at. */
export interface World {
  now: Instant;
  started: { workflow: string; name: string; id: string; runId: string }[];
  stoppedExecutions: string[];
  stoppedBuilds: string[];
  discardedPlans: string[];
  published: DomainEvent[];
  alarms: Record<string, unknown>[];
  warnings: string[];
  outcomes: Map<string, RunOutcome>;
  overBuilds: Set<string>;
  executions: Map<string, ExecutionState>;
  /** Refuses what a test wants refused: answers the error to throw for a call such as `workflows.start`. */
  fail: (call: string) => Error | undefined;
  pass: (ms: number) => void;
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
    alarms: [],
    warnings: [],
    outcomes: new Map(),
    overBuilds: new Set(),
    executions: new Map(),
    fail: () => undefined,
    pass: (ms) => {
      world.now = plus(world.now, ms);
    },
  };
  return world;
}

/** Every dependency of the operations: the real registry on `table`, and the outside as `world` has it. */
export function depsOn(table: Table, world: World, catalog: Catalog = { templates: [] }): Deps {
  let ids = 0;
  const guard = (call: string) => {
    const error = world.fail(call);
    return error ? Promise.reject(error) : Promise.resolve();
  };
  return {
    registry: createDynamoRegistry(table),
    audit: createDynamoAudit(table),
    runs: createDynamoRuns(table),
    reservations: createDynamoReservations(table),
    due: createDynamoDueIndex(table),
    workflows: {
      start: async (workflow, input) => {
        await guard('workflows.start');
        if (world.executions.has(input.runId)) return;
        world.executions.set(input.runId, 'running');
        world.started.push({ workflow, ...input });
      },
      stop: async (_workflow, run) => {
        await guard('workflows.stop');
        world.stoppedExecutions.push(run);
        world.executions.set(run, 'over');
      },
      describe: (_workflow, run) => Promise.resolve(world.executions.get(run) ?? 'absent'),
    },
    builds: {
      isOver: (build) => Promise.resolve(world.overBuilds.has(build)),
      stop: async (build) => {
        await guard('builds.stop');
        world.stoppedBuilds.push(build);
      },
      logs: () => Promise.resolve({ lines: [], next: null, done: true }),
    },
    bus: {
      publish: async (events) => {
        await guard('bus.publish');
        world.published.push(...events);
        return events.map((event) => event.id);
      },
      alarm: (type, detail) => {
        world.alarms.push({ type, ...detail });
        return Promise.resolve();
      },
    },
    artifacts: {
      readOutcome: (run) => Promise.resolve(world.outcomes.get(run) ?? null),
      readPlan: () => Promise.resolve(null),
      readReceipt: () => Promise.resolve(null),
      discardPlanFile: async (run) => {
        await guard('artifacts.discardPlanFile');
        world.discardedPlans.push(run);
      },
    },
    states: {
      readOutputs: () => Promise.resolve(null),
      readMetadata: () => Promise.resolve(null),
      readLock: () => Promise.resolve(null),
      deleteLock: () => Promise.resolve(true),
    },
    catalog: { read: () => Promise.resolve(catalog) },
    targets: [{ name: 'local', region: 'us-east-1' }],
    clock: () => world.now,
    newId: () => ulidAt(world.now, ids++),
    log: { warn: (message) => world.warnings.push(message) },
  };
}
