import { parseRecord } from '../base/parse';
import { hidden } from '../template/sensitive-inputs';
import type { Layer } from './check-layer';
import { type StackDraft } from './draft-stack';
import { type Node, valueOf } from './node';
import type { FilePlace } from './place';
import { describeReference, isReference } from './reference';
import type { Component } from './resolve-component';
import { type ResolvedComponent, ResolvedStack, type Source, type ValueSource } from './resolved-stack';

/** A stack with its components, resolved. */
export interface StackWithComponents {
  draft: StackDraft;
  components: ReadonlyMap<string, Component>;
}

/** A component as it is shown: without a version while its template is not known. */
export type ShownComponent = Omit<ResolvedComponent, 'template' | 'sources'> & {
  template: { name: string | null; version?: string; bundle?: string };
  sources?: ValueSource[];
};

/** A stack as it is shown, with or without the sources of its values. */
export function renderStack(
  { draft, components }: StackWithComponents,
  { withSources }: { withSources: boolean },
) {
  const indexes = new Map(draft.layers.map(({ file }, index) => [file, index]));
  const heads = Object.fromEntries(Object.entries(draft.heads).map(([name, { value }]) => [name, value]));
  return {
    format: 1 as const,
    stack: draft.name,
    ...heads,
    layers: draft.layers.map(({ file, digest }: Layer) => ({ file, digest })),
    components: Object.fromEntries(
      [...components].map(([name, one]): [string, ShownComponent] => {
        const sources = withSources && sourcesOf(one.inputs).map((leaf) => renderSource(leaf, indexes));
        return [name, { ...renderComponent(one), ...(sources && { sources }) }];
      }),
    ),
  };
}

/** The document that the control plane takes; throws where the template of a component is not known. */
export function renderResolved(stack: StackWithComponents): ResolvedStack {
  return parseRecord(
    ResolvedStack,
    renderStack(stack, { withSources: true }),
    `the stack ${stack.draft.name}`,
  );
}

function renderComponent({ template, draft, target, lease, inputs, references }: Component): ShownComponent {
  const range = draft.template?.range;
  return {
    template: {
      name: draft.template?.name ?? null,
      ...(template && { version: template.version, bundle: template.bundle }),
    },
    ...(range !== undefined && { range }),
    enabled: draft.enabled,
    after: draft.after.map(({ value }) => value),
    ...(target !== undefined && { target }),
    ...(lease !== undefined && { lease }),
    inputs: Object.fromEntries(
      [...inputs.entries].map(([input, node]) => [
        input,
        isHidden({ path: [input], node }, { template }) ? hidden : valueOf(node),
      ]),
    ) as ResolvedComponent['inputs'],
    references: references.map(({ path, reference }) => ({
      path: pointerOf(path),
      ref: describeReference(reference),
    })),
  };
}

/** Whether a value is a secret that somebody wrote down: it is refused, and nobody is shown it. */
export function isHidden({ path, node }: Leaf, { template }: Pick<Component, 'template'>): boolean {
  const input = template?.inputs.schema.properties[String(path[0])];
  return input?.['sensitive'] === true && !isReference(node);
}

/** A JSON pointer (RFC 6901). */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A value that has nothing inside, or a reference, with where it is. */
export interface Leaf {
  path: readonly (string | number)[];
  node: Node;
}

/** Every value of a map, at any depth; what is empty is a value too. */
export function sourcesOf(root: Node): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: Node, path: Leaf['path']): void => {
    if (path.length > 0 && isLeaf(node)) leaves.push({ path, node });
    else if (node.kind === 'list') node.items.forEach((item, index) => visit(item, [...path, index]));
    else if (node.kind === 'map') for (const [name, inner] of node.entries) visit(inner, [...path, name]);
  };
  visit(root, []);
  return leaves;
}

function isLeaf(node: Node): boolean {
  if (node.kind === 'scalar' || isReference(node)) return true;
  return (node.kind === 'list' ? node.items.length : node.entries.size) === 0;
}

/** The places of what a value overrode, the latest first. */
export function overriddenBy({ over }: Node): FilePlace[] {
  return over === undefined ? [] : [over.at, ...overriddenBy(over)];
}

function renderSource({ path, node }: Leaf, layers: ReadonlyMap<string, number>): ValueSource {
  const sourceOf = ({ file, line, column }: FilePlace): Source => ({
    layer: layers.get(file) ?? 0,
    line,
    column,
  });
  const overrode = overriddenBy(node).map(sourceOf);
  return {
    path: pointerOf(path),
    source: sourceOf(node.at),
    ...(overrode.length > 0 && { overrode }),
  };
}
