import { type MapNode, type Node, type NodeValue, valueOf } from '../node';
import { hasActions, renderTemplate } from './go-template';
import { mapAt } from './merge-values';

/** A manifest with its `locals` put in, which no other manifest sees. */
export function withLocals(root: MapNode): MapNode {
  const locals = mapAt(root, 'locals');
  if (locals === undefined) return root;
  const terraform = mapAt(root, 'terraform', 'locals');
  const values = { ...valuesOf(root), locals: resolveLocals(locals, root) };
  const inner = terraform && { ...values, locals: { ...values.locals, ...resolveLocals(terraform, root) } };
  const filled = changeTexts(root, (text) =>
    usesLocals(text) ? (render(text, inner ?? values) ?? text) : text,
  );
  return filled.kind === 'map' ? filled : root;
}

function valuesOf(root: MapNode): Record<string, NodeValue> {
  const names = ['vars', 'settings', 'env'];
  return Object.fromEntries(
    names.map((name) => [name, valueOf(mapAt(root, name) ?? { ...root, entries: new Map() })]),
  );
}

function usesLocals(text: string): boolean {
  return hasActions(text) && text.includes('.locals');
}

/** Locals may use each other in any order: what has become text is put into the others until nothing changes. */
function resolveLocals(locals: MapNode, root: MapNode): Record<string, NodeValue> {
  let node: Node = locals;
  for (let round = 0; round <= locals.entries.size; round += 1) {
    const data = { ...valuesOf(root), locals: withoutActions(node) };
    node = changeTexts(node, (text) => (hasActions(text) ? (render(text, data) ?? text) : text));
  }
  return withoutActions(node);
}

function withoutActions(node: Node): Record<string, NodeValue> {
  const all = valueOf(node) as Record<string, NodeValue>;
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !hasActions(JSON.stringify(value))));
}

function render(text: string, data: Record<string, unknown>): string | undefined {
  const rendered = renderTemplate(text, data);
  return 'text' in rendered && !rendered.text.includes('<no value>') ? rendered.text : undefined;
}

/** A value with each of its texts changed. */
export function changeTexts(node: Node, change: (text: string, node: Node) => string): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => changeTexts(item, change)) };
  if (node.kind === 'scalar')
    return typeof node.value === 'string' ? { ...node, value: change(node.value, node) } : node;
  const entries = [...node.entries].map(([name, inner]): [string, Node] => [
    name,
    changeTexts(inner, change),
  ]);
  return { ...node, entries: new Map(entries) };
}
