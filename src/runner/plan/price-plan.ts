import type { ResourcePrice } from '../../domain/cost/cost-summary';
import { type Estimate, estimateCost, priceEach } from '../../domain/cost/estimate';
import { resourcesDeletedBy, resourcesOfPlan } from '../../domain/cost/plan-resources';
import { between, hour } from '../../domain/base/time';
import type { Lease } from '../../domain/lease';
import type { RunContext } from '../run-context';
import type { LifeOfWork } from '../terraform/workspace';
import type { PlanJson } from '../../domain/terraform/plan-json';

/** The price of each resource, by its address. */
export type Prices = ReadonlyMap<string, ResourcePrice>;

/** The whole, and each resource of it; what goes has a price of its own, and is in no total. */
export function priceOf(
  { plan }: { plan: PlanJson },
  {
    target: { region },
    environment,
  }: Pick<RunContext, 'target'> & { environment: Pick<LifeOfWork, 'lease'> },
): { estimate: Estimate; prices: Prices } {
  const leaseHours = hoursOf(environment.lease);
  const resources = resourcesOfPlan(plan);
  return {
    estimate: estimateCost(resources, { region, leaseHours }),
    prices: priceEach([...resources, ...resourcesDeletedBy(plan)], { region }),
  };
}

function hoursOf({ startedAt, expiresAt }: Lease): number | null {
  return expiresAt === null ? null : between(startedAt, expiresAt) / hour;
}
