import type { Birth } from '../../../src/domain/environment/decisions/create-environment';
import { startLease } from '../../../src/domain/lease';
import type { PlanSummary } from '../../../src/domain/environment/plan';
import type { ReceiptSummary } from '../../../src/domain/environment/receipt';
import { pinOf } from '../../../src/domain/template/template';
import { templateVersion } from '../terraform/catalog';
import { ulidAt } from './ulids';

export const start = '2026-01-01T00:00:00.000Z';
export const planDigest = 'd'.repeat(64);

/** A birth at `start` with a lease of two hours; `overrides` replaces parts of it. */
export function birthOf(overrides: Partial<Birth> = {}): Birth {
  const template = templateVersion();
  return {
    name: 'foo',
    id: ulidAt(start, 1),
    previous: null,
    owner: 'ada@example.com',
    team: null,
    target: 'local',
    tags: {},
    lease: startLease({ ttl: '2h' }, template.manifest.lease, start),
    spec: { template: pinOf(template), inputs: { resources: 3 }, approval: 'auto' },
    cost: { source: 'template', hourly: 0, monthly: 0, lease: 0, unpriced: [], unverified: false },
    planOnly: false,
    by: 'ada@example.com',
    ...overrides,
  };
}

/** A plan that makes three resources. */
export function planOf(run: string, needs: PlanSummary['needs'] = []): PlanSummary {
  const cost = { source: 'plan' as const, hourly: 0, monthly: 0, lease: 0, unpriced: [], unverified: false };
  return { digest: planDigest, run, create: 3, update: 0, replace: 0, delete: 0, cost, needs };
}

/** The receipt of a life that was built, with nothing left. */
export function receiptOf(endedAt: string = start): ReceiptSummary {
  return {
    built: true,
    digest: 'e'.repeat(64),
    checked: 3,
    terminal: 0,
    adopted: 0,
    unchecked: 0,
    regions: ['us-east-1'],
    endedAt,
    cost: 0,
  };
}
