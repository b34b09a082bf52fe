import type { Schema } from '../template/json-schema';
import type { ListNode, MapNode, Node } from './node';
import { describePlace, problemAt, type Problems } from './place';
import { isReference } from './reference';
import { innerSchema, mergeKeyOf } from './schema';

/** What merging goes by: the schema of the value, which says how lists are merged, and where problems are gathered. */
export interface Merging {
  schema?: Schema | undefined;
  problems: Problems;
}

/**
 * What two layers say of one value, of which `above` is the later one: maps are merged deeply, anything else is replaced; a mark
 * says otherwise. Marks stay, so that merging from either end gives the same; `settle` carries them out where nothing is below.
 */
export function merge(below: Node | undefined, above: Node, merging: Merging): Node {
  if (below === undefined) return above;
  if (above.mark === 'replace' || above.mark === 'unset') return overriding(above, below);
  if (above.kind === 'map' && canMerge(above, below)) return mergeMaps(below, above, merging);
  if (above.kind === 'list' && below.kind === 'list' && below.mark !== 'unset')
    return mergeLists(below, above, merging);
  return replaced(below, above, merging);
}

/** A reference and a text as it is written are one value each, though they may be maps. */
function canMerge(above: MapNode, below: Node): below is MapNode {
  return below.kind === 'map' && [above, below].every(isOpen);
}

function isOpen(node: Node): boolean {
  return !isReference(node) && node.mark !== 'unset' && node.mark !== 'literal';
}

function overriding(above: Node, below: Node): Node {
  return { ...above, over: above.over === undefined ? below : overriding(above.over, below) };
}

/** What is of another kind replaces for good: what is merged into it later is merged into nothing else. */
function replaced(below: Node, above: Node, { problems }: Merging): Node {
  if (above.mark === 'append' && below.mark !== 'unset')
    problems.push(
      problemAt(
        above.at,
        `!append needs a list to append to, but ${describePlace(below.at)} has a ${wordFor(below)}; write the list without !append`,
      ),
    );
  const mark = above.mark === 'literal' || above.kind === 'scalar' ? above.mark : 'replace';
  return overriding({ ...above, mark }, below);
}

function wordFor({ kind }: Node): string {
  return kind === 'scalar' ? 'single value' : kind;
}

function mergeMaps(below: MapNode, above: MapNode, merging: Merging): Node {
  const entries = new Map(below.entries);
  for (const [name, value] of above.entries) {
    const schema = innerSchema(merging.schema, name);
    entries.set(name, merge(below.entries.get(name), value, { ...merging, schema }));
  }
  return { ...above, mark: below.mark, ...markedBy(below, above), over: below.over, entries };
}

function markedBy(below: Node, above: Node): { marked?: true } {
  return below.marked || above.marked ? { marked: true } : {};
}

function mergeLists(below: ListNode, above: ListNode, merging: Merging): Node {
  const key = mergeKeyOf(merging.schema);
  if (key === undefined && above.mark !== 'append') return overriding(above, below);
  const items =
    key === undefined ? [...below.items, ...above.items] : mergeItems({ below, above, key }, merging);
  return { ...above, mark: below.mark, ...markedBy(below, above), over: below.over, items };
}

interface Keyed {
  below: ListNode;
  above: ListNode;
  key: string;
}

/** Items with the same key are merged where they stand; others follow. */
function mergeItems({ below, above, key }: Keyed, merging: Merging): Node[] {
  const items = [...below.items];
  const places = new Map(items.map((item, index) => [keyIn(item, key), index]));
  const schema = innerSchema(merging.schema, 0);
  for (const item of above.items) {
    const name = keyIn(item, key);
    const index = name === undefined ? undefined : places.get(name);
    if (index === undefined) {
      places.set(name, items.push(item) - 1);
      if (name === undefined) merging.problems.push(withoutKey(item, key));
    } else items[index] = merge(items[index], item, { ...merging, schema });
  }
  return items;
}

function keyIn(item: Node, key: string): string | undefined {
  const found = item.kind === 'map' ? item.entries.get(key) : undefined;
  return found?.kind === 'scalar' ? JSON.stringify(found.value) : undefined;
}

function withoutKey(item: Node, key: string) {
  return problemAt(
    item.at,
    `this list is merged by '${key}', which this item does not have; give it one, or write !replace before the list`,
  );
}

/** Carries out the marks that are left: what is unset is not there. Undefined where the node itself is unset. */
export function settle(node: Node, merging: Merging): Node | undefined {
  if (node.mark === 'unset') return undefined;
  if (!node.marked || node.mark === 'literal' || node.kind === 'scalar') return node;
  if (node.kind === 'list') return settleList(node, merging);
  const entries = [...node.entries].flatMap(([name, inner]) => {
    const settled = settle(inner, { ...merging, schema: innerSchema(merging.schema, name) });
    return settled === undefined ? [] : [[name, settled] as const];
  });
  return { ...node, entries: new Map(entries) };
}

function settleList(list: ListNode, { schema, problems }: Merging): Node {
  if (mergeKeyOf(schema) === undefined)
    for (const { at, mark } of list.items)
      if (mark === 'unset')
        problems.push(problemAt(at, 'an item of this list cannot be unset; write the whole list'));
  const items = list.items.flatMap(
    (item, index) => settle(item, { problems, schema: innerSchema(schema, index) }) ?? [],
  );
  return { ...list, items };
}
