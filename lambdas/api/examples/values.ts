import type { EventPage } from '../../../src/domain/environment/events';
import type { SummaryView } from '../../../src/domain/environment/summary/summary-view';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { RunKind } from '../../../src/domain/environment/run';
import type { RunRecord } from '../../../src/domain/environment/run-record';
import type { ImageBuildView } from '../../../src/domain/image/image-build-view';

/** The digest of the plan that waits. */
export const planDigest = '4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d';

/** An environment whose plan waits for a person. */
export const waiting: EnvironmentView = {
  name: 'web',
  id: '01KDVDNA000000000000000003',
  previousId: null,
  status: 'pending',
  run: {
    id: '01KDVDNA000000000000000004',
    kind: 'provision',
    phase: 'awaiting-approval',
    since: '2026-01-01T00:00:00.000Z',
    requestedBy: 'ada@example.com',
    requestedAt: '2026-01-01T00:00:00.000Z',
    planOnly: true,
    planOf: null,
    decideBy: '2026-01-04T00:00:00.000Z',
  },
  template: { name: 'playground', version: '1.0.0', bundle: 'b'.repeat(64) },
  inputs: { resources: 3 },
  owner: 'ada@example.com',
  team: 'data',
  target: 'local',
  lease: {
    startedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-04T00:00:00.000Z',
    ttl: '3d',
    max: '30d',
    extensions: 0,
  },
  plan: {
    digest: '4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d',
    run: '01KDVDNA000000000000000004',
    create: 36,
    update: 0,
    replace: 0,
    delete: 0,
    cost: { source: 'plan', hourly: 0.0954, monthly: 69.64, lease: 6.87, unpriced: [], unverified: false },
    needs: ['plan-only'],
  },
  cost: { source: 'plan', hourly: 0.0954, monthly: 69.64, lease: 6.87, unpriced: [], unverified: false },
  version: 5,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  can: ['extend', 'destroy', 'approve', 'reject', 'cancel'],
};

/** The same once it is built. */
export const ready: EnvironmentView = {
  name: 'web',
  id: '01KDVDNA000000000000000003',
  previousId: null,
  status: 'ready',
  template: { name: 'playground', version: '1.0.0', bundle: 'b'.repeat(64) },
  inputs: { resources: 3 },
  owner: 'ada@example.com',
  team: 'data',
  target: 'local',
  lease: {
    startedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-04T00:00:00.000Z',
    ttl: '3d',
    max: '30d',
    extensions: 0,
  },
  plan: {
    digest: '4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d',
    run: '01KDVDNA000000000000000004',
    create: 36,
    update: 0,
    replace: 0,
    delete: 0,
    cost: { source: 'plan', hourly: 0.0954, monthly: 69.64, lease: 6.87, unpriced: [], unverified: false },
    needs: [],
  },
  cost: { source: 'plan', hourly: 0.0954, monthly: 69.64, lease: 6.87, unpriced: [], unverified: false },
  accrued: {
    at: '2026-01-01T00:05:00.000Z',
    usd: 0.0054,
    hourly: 0.0954,
    atLeast: false,
    unpriced: [],
    byUse: ['aws_nat_gateway'],
  },
  version: 9,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:05:22.000Z',
  can: ['change', 'extend', 'destroy', 'unlock'],
  builtSince: '2026-01-01T00:01:12.000Z',
  outputs: { names: ['url'], sensitive: [] },
  lastRun: {
    id: '01KDVDNA000000000000000005',
    kind: 'provision',
    result: 'applied',
    planOnly: false,
    at: '2026-01-01T00:05:22.000Z',
    failure: null,
  },
};

/** The same while a run works on it, as the response to what started it. */
export const working = (kind: RunKind): EnvironmentView => ({
  ...ready,
  ...(kind === 'destroy' && destroying),
  can: kind === 'destroy' ? [] : ['extend', 'destroy', 'cancel'],
  run: { ...run, kind },
});

const destroying = {
  status: 'destroying',
  destruction: {
    requestedAt: '2026-01-02T00:00:00.000Z',
    requestedBy: 'ada@example.com',
    reason: 'requested',
    attempts: 1,
    nextAttemptAt: null,
    failure: null,
  },
} as const;

const run = {
  id: '01KDVDNA000000000000000006',
  since: '2026-01-02T00:00:00.000Z',
  requestedBy: 'ada@example.com',
  requestedAt: '2026-01-02T00:00:00.000Z',
  planOnly: false,
  planOf: null,
  phase: 'queued',
} as const;

/** The record of a run that has planned. */
export const record: RunRecord = {
  id: '01KDVDNA000000000000000004',
  life: '01KDVDNA000000000000000003',
  environment: 'web',
  kind: 'provision',
  requestedBy: 'ada@example.com',
  startedAt: '2026-01-01T00:00:00.000Z',
  build: 'runs:01KDVDNA000000000000000004',
  claimedAt: '2026-01-01T00:00:00.000Z',
  planDigest: '4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d',
  plannedAt: '2026-01-01T00:00:00.000Z',
};

/** A build of an image that is running. */
export const imageBuild: ImageBuildView = {
  id: '01KDVDNA000000000000000000',
  status: 'building',
  repository: 'acme/shop',
  ref: 'main',
  context: '.',
  requestedBy: 'ada@example.com',
  requestedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  build: 'shop-images:01KDVDNA000000000000000000',
};

/** What happened to it first. */
export const events: EventPage = {
  items: [
    {
      id: '01KDVDNA000000000000000003-000001',
      life: '01KDVDNA000000000000000003',
      environment: 'web',
      seq: 1,
      type: 'EnvironmentRequested',
      at: '2026-01-01T00:00:00.000Z',
      actor: 'ada@example.com',
      data: {
        template: 'playground',
        version: '1.0.0',
        owner: 'ada@example.com',
        expiresAt: '2026-01-01T02:00:00.000Z',
        planOnly: true,
      },
      previous: null,
    },
    {
      id: '01KDVDNA000000000000000003-000002',
      life: '01KDVDNA000000000000000003',
      environment: 'web',
      seq: 2,
      type: 'RunStarted',
      at: '2026-01-01T00:00:00.000Z',
      actor: 'ada@example.com',
      data: { run: '01KDVDNA000000000000000004', kind: 'provision', planOf: null },
      previous: 'e3574e76976a845183a699c4bcc1b5e72267a8349f2b61e2debf8bf7dde56450',
    },
  ],
  next: null,
  head: {
    life: '01KDVDNA000000000000000003',
    seq: 2,
    digest: '05465edd7fb8fbed2e16b2f9438a76227e5b1ccb4c996a381548a67967e4753e',
  },
};

/** What an admin sees of it. */
export const summary: SummaryView = {
  at: '2026-01-01T00:00:00.000Z',
  complete: true,
  all: {
    environments: 1,
    statuses: { pending: 1 },
    phases: { 'awaiting-approval': 1 },
    spend: { hourly: 0, monthly: 0, unpriced: 0 },
  },
  mine: { environments: 0, statuses: {}, phases: {}, spend: { hourly: 0, monthly: 0, unpriced: 0 } },
  teams: { environments: 0, statuses: {}, phases: {}, spend: { hourly: 0, monthly: 0, unpriced: 0 } },
  quotas: [
    {
      holder: 'owner',
      name: 'root@example.com',
      environments: { limit: 5, used: 0 },
      hourly: { limit: 2.5, used: 0 },
      budget: { month: '2026-01', limit: 100, used: 0 },
    },
  ],
  needs: {
    approval: { count: 1, items: [{ name: 'web', since: '2026-01-01T00:00:00.000Z' }] },
    failed: { count: 0, items: [] },
    ending: { count: 0, items: [] },
  },
};
