import { exitCodes, success } from '../../client/exit-codes';
import { type Edge, type Graph, levelsOf, nodeOf } from '../../domain/stack/graph';
import type { Context } from '../context';
import { linesOf, openStacks, placeIn, stackNamed } from './open-stacks';
import type { StackOptions } from './stack-options';
import { usage } from '../../client/errors';

/** `idp stacks graph`: in which order the components of a stack are built, and which uses which. */
export async function graphStack(context: Context, options: StackOptions, name: string): Promise<number> {
  if (options.dot && options.mermaid) throw usage('--dot and --mermaid cannot be combined.');
  const opened = await openStacks(context, options);
  stackNamed(opened, name);
  const graph = partOf(opened.graph, name);
  const levels = levelsOf(graph).map((level) => level.map((node) => plain(node, name)));
  const { screen } = context;
  screen.show(
    { stack: name, levels, edges: graph.edges.map((edge) => edgeOf(edge, name, opened.shown)) },
    () => {
      if (options.dot) return dotOf(graph, name);
      return options.mermaid ? mermaidOf(graph, name) : textOf(graph, name, opened.shown);
    },
  );
  const circles = opened.problems.filter(({ message }) => message.startsWith('a circle'));
  screen.warn(...linesOf(circles, opened.shown));
  return circles.length > 0 ? exitCodes.invalid : success;
}

/** What is of one stack, and what that needs of others. */
function partOf({ nodes, edges }: Graph, stack: string): Graph {
  const isOwn = (node: string) => node.startsWith(nodeOf(stack, ''));
  return { nodes: nodes.filter(isOwn), edges: edges.filter(({ from }) => isOwn(from)) };
}

function plain(node: string, stack: string): string {
  return node.startsWith(`${stack}/`) ? node.slice(stack.length + 1) : node;
}

function edgeOf({ from, to, by, at }: Edge, stack: string, shown: string) {
  return { from: plain(from, stack), to: plain(to, stack), by, at: placeIn(at, shown) };
}

function textOf(graph: Graph, stack: string, shown: string): string[] {
  return levelsOf(graph).flatMap((level, index) => [
    `Level ${index + 1}`,
    ...level.flatMap((node) => [
      `  ${plain(node, stack)}`,
      ...graph.edges
        .filter(({ from }) => from === node)
        .map(
          (edge) =>
            `    ${edge.by === 'after' ? 'after' : 'uses'} ${plain(edge.to, stack)}  (${placeIn(edge.at, shown)})`,
        ),
    ]),
  ]);
}

function dotOf({ nodes, edges }: Graph, stack: string): string[] {
  const quoted = (node: string) => JSON.stringify(plain(node, stack));
  return [
    `digraph ${JSON.stringify(stack)} {`,
    ...nodes.map((node) => `  ${quoted(node)};`),
    ...unique(edges).map(
      ({ from, to, by }) => `  ${quoted(from)} -> ${quoted(to)}${by === 'after' ? ' [style=dashed]' : ''};`,
    ),
    '}',
  ];
}

/** A name with hyphens is no identifier of Mermaid, so that nodes are numbered. */
function mermaidOf({ nodes, edges }: Graph, stack: string): string[] {
  const all = [...new Set([...nodes, ...edges.map(({ to }) => to)])];
  const idOf = (node: string) => `n${all.indexOf(node)}`;
  return [
    'graph TD',
    ...all.map((node) => `  ${idOf(node)}["${plain(node, stack)}"]`),
    ...unique(edges).map(
      ({ from, to, by }) => `  ${idOf(from)} ${by === 'after' ? '-.->' : '-->'} ${idOf(to)}`,
    ),
  ];
}

function unique(edges: readonly Edge[]): Edge[] {
  return [...new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.by}`, edge])).values()];
}
