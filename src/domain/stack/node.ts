import type { FilePlace } from './place';

/** What a tag before a value says of how it is merged, or that it is taken as it is written. */
export type Mark = 'append' | 'replace' | 'unset' | 'literal';
export const marks: readonly Mark[] = ['append', 'replace', 'unset', 'literal'];

interface Common {
  /** Where the value stands. */
  at: FilePlace;
  /** Where its key stands; absent in a list and at the top. */
  key?: FilePlace | undefined;
  mark?: Mark | undefined;
  /** Whether this or anything inside has a mark. */
  marked?: true;
  /** What it overrode. */
  over?: Node | undefined;
}

export interface ScalarNode extends Common {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** A number as it was written. */
  source?: string;
}

export interface ListNode extends Common {
  kind: 'list';
  items: readonly Node[];
}

export interface MapNode extends Common {
  kind: 'map';
  entries: ReadonlyMap<string, Node>;
}

/** A value of a layer, with where it stands. */
export type Node = ScalarNode | ListNode | MapNode;

/** A value of JSON, as a node has it. */
export type NodeValue = string | number | boolean | null | NodeValue[] | { [name: string]: NodeValue };

/** The value of a node; what is unset is left out. */
export function valueOf(node: Node): NodeValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.filter(isThere).map(valueOf);
  const entries = [...node.entries].filter(([, inner]) => isThere(inner));
  return Object.fromEntries(entries.map(([name, inner]) => [name, valueOf(inner)]));
}

function isThere({ mark }: Node): boolean {
  return mark !== 'unset';
}

/** The node at a path, or the deepest one that is on the way there. */
export function nodeAt(node: Node, path: readonly PropertyKey[]): Node {
  const [step, ...rest] = path;
  const inner = step === undefined ? undefined : innerNode(node, step);
  return inner === undefined ? node : nodeAt(inner, rest);
}

/** What a map has under a name, or a list at an index. */
export function innerNode(node: Node, step: PropertyKey): Node | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  return node.kind === 'list' ? node.items[Number(step)] : undefined;
}

/** The map under a name; undefined where there is none. */
export function mapIn(node: Node | undefined, name: string): MapNode | undefined {
  const inner = node && innerNode(node, name);
  return inner?.kind === 'map' ? inner : undefined;
}

/** The text under a name; undefined where there is none. */
export function textUnder(
  node: Node | undefined,
  name: string,
): (ScalarNode & { value: string }) | undefined {
  const inner = node && innerNode(node, name);
  return inner?.kind === 'scalar' && typeof inner.value === 'string' && inner.mark !== 'unset'
    ? (inner as ScalarNode & { value: string })
    : undefined;
}

/** The texts of a list under a name, each where it stands. */
export function textsIn(node: Node | undefined, name: string): (ScalarNode & { value: string })[] {
  const inner = node && innerNode(node, name);
  if (inner?.kind !== 'list') return [];
  return inner.items.filter((item): item is ScalarNode & { value: string } => {
    return item.kind === 'scalar' && typeof item.value === 'string';
  });
}
