import type { PlanJson, ResourceChange } from '../terraform/plan-json';
import { joinTaskSize, type Existing } from './task-definitions';
import type { PricedResource } from '../resources/pricing';

/** The resources that will exist once a plan is applied. */
export function resourcesOfPlan(plan: PlanJson): PricedResource[] {
  const existing = plan.resource_changes.flatMap(existingAfter);
  return existing.map((resource) => ({
    type: resource.change.type,
    address: resource.change.address,
    count: 1,
    attributes: joinTaskSize(resource, existing, plan),
  }));
}

/** Deleted resources are gone and deposed ones are leftovers of a replacement; a forgotten one goes on costing. */
function existingAfter(change: ResourceChange): Existing[] {
  const { actions, before, after } = change.change;
  if (change.mode !== 'managed' || change.deposed !== undefined) return [];
  const attributes = actions.length === 1 && actions[0] === 'forget' ? before : after;
  return attributes ? [{ change, attributes }] : [];
}
