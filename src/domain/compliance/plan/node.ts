/** A value of a plan with what is not known of it before the apply, in the shape of the value or true for all of it. */
export interface PlannedNode {
  value: unknown;
  unknown: unknown;
}

/** What lies below a value under a name. */
export function below({ value, unknown }: PlannedNode, name: string | number): PlannedNode {
  if (unknown === true) return { value: undefined, unknown: true };
  return { value: memberOf(value, name), unknown: memberOf(unknown, name) };
}

/** A value below by its path: `server_side_encryption.enabled`; of a list of blocks the first one is meant. */
export function partAt(node: PlannedNode, path: string): PlannedNode {
  return path.split('.').reduce((at, name) => below(firstOf(at), name), node);
}

/** The blocks of a list, or the one that stands alone; undefined where it is not known how many there are. */
export function blocksAt(node: PlannedNode, path: string): PlannedNode[] | undefined {
  const found = partAt(node, path);
  if (found.unknown === true) return undefined;
  if (Array.isArray(found.value)) return found.value.map((_, index) => below(found, index));
  return isNothing(found.value) ? [] : [found];
}

export function isKnown({ unknown }: PlannedNode): boolean {
  return !hasUnknown(unknown);
}

/** The text of a value that is known; undefined for any other. */
export function textAt(node: PlannedNode, path: string): string | undefined {
  const found = partAt(node, path);
  return isKnown(found) && typeof found.value === 'string' ? found.value : undefined;
}

/** Null and what is not there are the same to a provider. */
export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function firstOf(node: PlannedNode): PlannedNode {
  return Array.isArray(node.value) ? below(node, 0) : node;
}

function hasUnknown(unknown: unknown): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  return Object.values(unknown).some(hasUnknown);
}

function memberOf(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string | number, unknown>)[name];
}
