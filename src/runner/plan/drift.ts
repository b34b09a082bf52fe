import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';

/** What was changed or deleted since the state was written, by whomever. */
export function driftOf({ resource_drift }: PlanJson): ResourceChange[] {
  return resource_drift.filter(
    ({ mode, change: { actions } }) =>
      mode === 'managed' && (actions.includes('update') || actions.includes('delete')),
  );
}

/** What was changed outside and matters to a plan: the attributes that do, none where the object is gone. */
export interface Drift {
  address: string;
  isGone: boolean;
  attributes: string[];
}

/**
 * Of that, what matters to the plan: it is deleted, the plan sets it back, or other objects are made of it. The rest is most
 * often what AWS filled in after it was made.
 */
export function driftThatMatters(plan: PlanJson): Drift[] {
  const needed = neededIn(plan);
  return driftOf(plan)
    .map((one) => ({
      address: one.address,
      isGone: !one.change.after,
      attributes: one.change.after ? touched(one).filter((name) => needed.has(keyOf(one.address, name))) : [],
    }))
    .filter(({ isGone, attributes }) => isGone || attributes.length > 0);
}

/** The attributes that the plan changes, or that other objects are made of. */
function neededIn({ resource_changes, relevant_attributes }: PlanJson): Set<string> {
  const changed = resource_changes.filter(({ change }) => !change.actions.includes('no-op'));
  return new Set([
    ...changed.flatMap((one) => touched(one).map((name) => keyOf(one.address, name))),
    ...relevant_attributes.map(({ resource, attribute }) => keyOf(resource, String(attribute[0]))),
  ]);
}

function keyOf(address: string, attribute: string): string {
  return `${address} ${attribute}`;
}

/** The attributes in which an object is not as it was. */
function touched({ change: { before, after } }: ResourceChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name])).sort();
}
