import type { Lease } from '../lease';
import type { CostSummary } from './cost-summary';
import type { Inputs, Manifest } from '../template/template';
import { between, hour } from '../base/time';
import { type Estimate, estimateCost } from './estimate';
import { resourcesOfManifest } from './manifest-resources';
import { summarizeCost } from './summarize';

/** Where the resources will be, and for how long. */
export interface Stay {
  region: string;
  lease: Lease;
}

/** What a template with these inputs costs over a lease, before any plan exists. */
export function estimateTemplate(manifest: Manifest, inputs: Inputs, { region, lease }: Stay): Estimate {
  return estimateCost(resourcesOfManifest(manifest.cost, inputs), { region, leaseHours: leaseHours(lease) });
}

/** What the resources of a template cost in a month, awake and asleep. */
export function monthlyOfSleep(
  { cost }: Pick<Manifest, 'cost'>,
  inputs: Inputs,
  { region }: Pick<Stay, 'region'>,
): { awake: number; asleep: number } {
  const monthly = (asleep: boolean) =>
    estimateCost(resourcesOfManifest(cost, inputs, { asleep }), { region, leaseHours: null }).monthly;
  return { awake: monthly(false), asleep: monthly(true) };
}

/** The same in short. */
export function summarizeTemplate(manifest: Manifest, inputs: Inputs, stay: Stay): CostSummary {
  return summarizeCost(estimateTemplate(manifest, inputs, stay), 'template');
}

/** Hours of a lease from start to end, null for a permanent one. */
export function leaseHours({ startedAt, expiresAt }: Lease): number | null {
  return expiresAt === null ? null : between(startedAt, expiresAt) / hour;
}
