import { describePlace, type FilePlace, problemAt, type Problems } from './place';
import type { Component } from './resolve-component';

/** That a component comes after another, and where that is said. */
export interface Edge {
  from: string;
  to: string;
  at: FilePlace;
  /** Whether a value is used, or only an order was asked for. */
  by: 'reference' | 'after';
}

/** Components as `<stack>/<component>`, and which come after which. */
export interface Graph {
  nodes: readonly string[];
  edges: readonly Edge[];
}

/** The name of a component in a graph. */
export function nodeOf(stack: string, component: string): string {
  return `${stack}/${component}`;
}

/** The graph of enabled components; what refers to something that is not there has no edge. */
export function graphOf(components: readonly Component[]): Graph {
  const on = components.filter(({ draft }) => draft.enabled);
  const nodes = on.map(({ stack, draft }) => nodeOf(stack, draft.name));
  const known = new Set(nodes);
  const edges = on.flatMap(edgesOf).filter(({ to }) => known.has(to));
  return { nodes, edges };
}

function edgesOf({ stack, draft, references }: Component): Edge[] {
  const from = nodeOf(stack, draft.name);
  const used = references.flatMap(({ reference, at }) =>
    'environment' in reference
      ? []
      : [{ from, to: nodeOf(reference.stack ?? stack, reference.component), at, by: 'reference' as const }],
  );
  const after = draft.after.map(({ value, at }) => ({
    from,
    to: nodeOf(stack, value),
    at,
    by: 'after' as const,
  }));
  return [...used, ...after];
}

/** The components in levels: each comes after those of the levels before it, and after none of its own. Those in a circle are left out. */
export function levelsOf({ nodes, edges }: Graph): string[][] {
  const waiting = new Map(nodes.map((node) => [node, new Set<string>()]));
  for (const { from, to } of edges) if (waiting.has(to)) waiting.get(from)?.add(to);
  const levels: string[][] = [];
  for (;;) {
    const level = [...waiting].filter(([, needs]) => needs.size === 0).map(([node]) => node);
    if (level.length === 0) return levels;
    levels.push(level.sort());
    for (const node of level) waiting.delete(node);
    for (const needs of waiting.values()) for (const node of level) needs.delete(node);
  }
}

/** Names each circle by its path, with the place of every step. */
export function findCircles({ nodes, edges }: Graph, problems: Problems): void {
  const edgesFrom = new Map<string, Edge[]>(nodes.map((node) => [node, []]));
  for (const edge of edges) edgesFrom.get(edge.from)?.push(edge);
  const done = new Set<string>();
  for (const start of nodes) {
    const trail: Edge[] = [];
    const visit = (node: string): void => {
      if (done.has(node)) return;
      for (const edge of edgesFrom.get(node) ?? []) {
        const begin = trail.findIndex(({ from }) => from === edge.to);
        const isCircle = begin !== -1 || edge.to === node;
        if (isCircle) problems.push(circleOf([...(begin === -1 ? [] : trail.slice(begin)), edge]));
        else {
          trail.push(edge);
          visit(edge.to);
          trail.pop();
        }
      }
      done.add(node);
    };
    visit(start);
  }
}

function circleOf(steps: readonly Edge[]) {
  const [first] = steps as [Edge];
  const path = steps.map(({ to, at }) => `${to} (${describePlace(at)})`).join(' -> ');
  const places = steps.length === 1 ? 'it needs itself' : 'each needs the next';
  return problemAt(
    first.at,
    `a circle of components, of which ${places}: ${first.from} -> ${path}; remove one of these references`,
  );
}
