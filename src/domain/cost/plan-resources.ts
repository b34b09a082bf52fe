import type { PlanJson, ResourceChange } from '../terraform/plan-json';
import { stopOf } from './stopped-databases';
import { joinTaskSize, type Existing } from './task-definitions';
import type { PricedResource } from '../resources/pricing';

/** The resources that will exist once a plan is applied. */
export function resourcesOfPlan(plan: PlanJson): PricedResource[] {
  const existing = plan.resource_changes.flatMap(existingAfter);
  return existing.map((resource) => pricedOf(resource, existing, plan));
}

/** The resources that a plan deletes and does not make again, as they were. */
export function resourcesDeletedBy(plan: PlanJson): PricedResource[] {
  const existing = plan.resource_changes.flatMap(existingBefore);
  return existing
    .filter(({ change }) => change.change.actions.join() === 'delete')
    .map((resource) => pricedOf(resource, existing, plan));
}

function pricedOf(resource: Existing, existing: readonly Existing[], plan: PlanJson): PricedResource {
  const { type, address } = resource.change;
  const attributes = joinTaskSize(resource, existing, plan);
  return { type, address, count: 1, attributes: { ...attributes, ...stopOf(resource, existing) } };
}

/** Deleted resources are gone and deposed ones are leftovers of a replacement; a forgotten one goes on costing. */
function existingAfter(change: ResourceChange): Existing[] {
  const { actions, before, after } = change.change;
  if (!isPriced(change)) return [];
  const attributes = actions.length === 1 && actions[0] === 'forget' ? before : after;
  return attributes ? [{ change, attributes }] : [];
}

function existingBefore(change: ResourceChange): Existing[] {
  const { before } = change.change;
  return isPriced(change) && before ? [{ change, attributes: before }] : [];
}

function isPriced({ mode, deposed }: ResourceChange): boolean {
  return mode === 'managed' && deposed === undefined;
}
