import { innerNode, type MapNode, type Node } from '../node';

/** How Atmos merges lists: `settings.list_merge_strategy`. */
export type ListStrategy = 'replace' | 'append' | 'merge';

/** What a name of the setting means; Atmos replaces where there is none. */
export function strategyOf(text: unknown): ListStrategy | undefined {
  return text === 'replace' || text === 'append' || text === 'merge' ? text : undefined;
}

/** Merges maps as Atmos does: deeply, anything else is replaced, null too; lists by the strategy. */
export function mergeMaps(maps: readonly (MapNode | undefined)[], strategy: ListStrategy): MapNode {
  return maps.reduce<MapNode>((below, above) => (above ? mergeTwo(below, above, strategy) : below), noMap);
}

/** A map with nothing in it, which stands nowhere. */
export const noMap: MapNode = { kind: 'map', at: { file: '', line: 1, column: 1 }, entries: new Map() };

function mergeTwo(below: MapNode, above: MapNode, strategy: ListStrategy): MapNode {
  const entries = new Map(below.entries);
  for (const [name, value] of above.entries)
    entries.set(name, mergeNode(below.entries.get(name), value, strategy));
  return { ...above, entries };
}

function mergeNode(below: Node | undefined, above: Node, strategy: ListStrategy): Node {
  if (below?.kind === 'map' && above.kind === 'map') return mergeTwo(below, above, strategy);
  if (below?.kind !== 'list' || above.kind !== 'list' || strategy === 'replace') return above;
  if (strategy === 'append') return { ...above, items: [...below.items, ...above.items] };
  // By position: items that are maps are merged, of any others the lower one stays, as in Atmos.
  const length = Math.max(below.items.length, above.items.length);
  const items = Array.from({ length }, (_, index) =>
    mergeItem(below.items[index], above.items[index], strategy),
  );
  return { ...above, items: items.filter((item) => item !== undefined) };
}

function mergeItem(
  below: Node | undefined,
  above: Node | undefined,
  strategy: ListStrategy,
): Node | undefined {
  if (below?.kind === 'map' && above?.kind === 'map') return mergeTwo(below, above, strategy);
  return below ?? above;
}

/** The node at a path of names. */
export function at(node: Node | undefined, ...path: string[]): Node | undefined {
  return path.reduce<Node | undefined>((inner, name) => inner && innerNode(inner, name), node);
}

/** The map at a path of names. */
export function mapAt(node: Node | undefined, ...path: string[]): MapNode | undefined {
  const found = at(node, ...path);
  return found?.kind === 'map' ? found : undefined;
}

/** The single value at a path of names. */
export function scalarAt(
  node: Node | undefined,
  ...path: string[]
): string | number | boolean | null | undefined {
  const found = at(node, ...path);
  return found?.kind === 'scalar' ? found.value : undefined;
}

/** The text at a path of names. */
export function stringAt(node: Node | undefined, ...path: string[]): string | undefined {
  const found = scalarAt(node, ...path);
  return typeof found === 'string' ? found : undefined;
}
