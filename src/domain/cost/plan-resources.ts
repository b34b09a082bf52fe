import { parsePlanJson, type ResourceChange } from '../terraform/priced-plan';
import { joinTaskSize, type Existing } from './task-definitions';
import type { PricedResource } from '../resources/pricing';

/** The resources that will exist once a plan (`terraform show -json`) is applied; throws CorruptRecord on other JSON. */
export function resourcesOfPlan(json: unknown): PricedResource[] {
  const plan = parsePlanJson(json);
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
