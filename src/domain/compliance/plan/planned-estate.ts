import { configAddress, moduleOf } from '../../terraform/address';
import type { ConfigResource } from '../../terraform/plan-configuration';
import { type ModuleScope, scopeOf } from '../../terraform/plan-references';
import type { PlanJson, ResourceChange } from '../../terraform/plan-json';
import type { PlannedNode } from './node';

/** An object as it is once the plan is applied, or a data source that is read then. */
export interface PlannedObject extends PlannedNode {
  address: string;
  type: string;
  mode: 'managed' | 'data';
  /** The key of `count` or `for_each`; null without one. */
  index: string | number | null;
  /** Its block, and the module that it stands in; undefined where the plan has no configuration. */
  written: { block: ConfigResource; scope: ModuleScope } | undefined;
}

/** All that exists once a plan is applied, what the plan leaves as it is too. */
export interface PlannedEstate {
  objects: readonly PlannedObject[];
  ofType: (type: string) => readonly PlannedObject[];
  /** Objects by the address of their block, without keys. */
  ofBlock: (address: string) => readonly PlannedObject[];
}

/** Reads what exists after a plan; what it deletes or leaves to nobody is not in it. */
export function estateOf(plan: PlanJson): PlannedEstate {
  const objects = plan.resource_changes.filter(isThere).map((change) => objectOf(plan, change));
  const byType = groupBy(
    objects.filter(({ mode }) => mode === 'managed'),
    ({ type }) => type,
  );
  const byBlock = groupBy(objects, ({ address }) => configAddress(address));
  return {
    objects: objects.filter(({ mode }) => mode === 'managed'),
    ofType: (type) => byType.get(type) ?? [],
    ofBlock: (address) => byBlock.get(address) ?? [],
  };
}

/** Whether the template sets an attribute of the object itself; undefined where that cannot be said. */
export function isWritten({ written }: PlannedObject, attribute: string): boolean | undefined {
  return written && Object.hasOwn(written.block.expressions, attribute);
}

/** An object that a replacement left behind is deleted later, and has the address of the new one. */
function isThere({ change, deposed }: ResourceChange): boolean {
  return deposed === undefined && !!change.after;
}

function objectOf(plan: PlanJson, { address, type, mode, index, change }: ResourceChange): PlannedObject {
  const module = moduleOf(address);
  const scope = scopeOf(plan, configAddress(module));
  const local = localAddress(address, module);
  const block = scope?.module.resources.find((one) => one.address === local);
  return {
    address,
    type,
    mode,
    index: index ?? null,
    value: change.after,
    unknown: change.after_unknown,
    written: scope && block && { scope, block },
  };
}

function localAddress(address: string, module: string): string {
  return configAddress(module === '' ? address : address.slice(module.length + 1));
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
