import type { PlanDocument } from '../../../domain/environment/artifacts';
import { moduleOf } from '../../../domain/terraform/address';

/** One resource as the document of a plan has it. */
export type PlannedResource = PlanDocument['resources'][number];

/** What lies in one module; the root's path is empty. */
export interface ModuleGroup {
  module: string;
  resources: PlannedResource[];
}

/** `m10` comes after `m9`. */
const byName = new Intl.Collator('en', { numeric: true });

/** Resources by their module, the root first; within a module they stand as in the plan. */
export function groupByModule(resources: readonly PlannedResource[]): ModuleGroup[] {
  const groups = new Map<string, PlannedResource[]>();
  for (const one of resources) {
    const module = moduleOf(one.address);
    const group = groups.get(module);
    if (group) group.push(one);
    else groups.set(module, [one]);
  }
  return [...groups]
    .map(([module, inside]) => ({ module, resources: inside }))
    .sort((a, b) => byName.compare(a.module, b.module));
}
