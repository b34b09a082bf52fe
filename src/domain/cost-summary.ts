import { type Estimate, estimateCost } from './cost/estimate';
import { resourcesOfManifest } from './cost/manifest-resources';
import type { Lease } from './lease';
import type { CostSummary } from './plan';
import type { Inputs, Manifest } from './template';
import { between, hour } from './time';

/** An estimate in short, in USD, as the environment's item carries it. */
export function toCostSummary(estimate: Estimate, source: CostSummary['source']): CostSummary {
  const { hourly, monthly, lease, unpriced, unverified } = estimate;
  const named = unpriced.slice(0, 20).map((reason) => reason.slice(0, 120));
  return { source, hourly, monthly, lease, unpriced: named, unverified };
}

/** What a template with these inputs costs over a lease, before any plan exists. */
export function estimateTemplate(
  manifest: Manifest,
  inputs: Inputs,
  { region, lease }: { region: string; lease: Lease },
): Estimate {
  return estimateCost(resourcesOfManifest(manifest.cost, inputs), { region, leaseHours: leaseHours(lease) });
}

/** The same in short. */
export function summariseEstimate(
  manifest: Manifest,
  inputs: Inputs,
  at: { region: string; lease: Lease },
): CostSummary {
  return toCostSummary(estimateTemplate(manifest, inputs, at), 'template');
}

/** Hours of a lease from start to end, null for a permanent one. */
export function leaseHours({ startedAt, expiresAt }: Lease): number | null {
  return expiresAt === null ? null : between(startedAt, expiresAt) / hour;
}
