import type { Schema } from '../template/json-schema';
import { fillValues, type StackValues } from './closed-set';
import type { ComponentDraft, StackDraft } from './draft-stack';
import { merge, settle } from './merge';
import { type MapNode, type Node, textUnder } from './node';
import { type FilePlace, problemAt, type Problems } from './place';
import { isReference, parseReference, type Reference } from './reference';
import { schemaAt } from './schema';
import type { StackTemplate } from './template';

/** A component with its template and its values. */
export interface Component {
  stack: string;
  draft: ComponentDraft;
  /** Absent where it could not be had, so that nothing was held against it. */
  template: StackTemplate | undefined;
  target: string | undefined;
  lease: string | undefined;
  inputs: MapNode;
  references: readonly FoundReference[];
}

/** A reference where it stands: in which input, and at which place. */
export interface FoundReference {
  path: readonly (string | number)[];
  at: FilePlace;
  /** What it names; a stack is named only where it is another one. */
  reference: Reference;
}

/** A component by what its layers say, with the values of its stack put in. */
export function resolveComponent(
  draft: ComponentDraft,
  stack: StackDraft,
  { template, problems }: { template: StackTemplate | undefined; problems: Problems },
): Component {
  const values = { name: stack.name, heads: stack.heads, problems };
  const merged = mergeInputs(draft, template, problems);
  const filled = fillValues(merged, values);
  const inputs = filled.kind === 'map' ? filled : merged;
  const target = draft.target ?? stack.heads.target;
  return {
    stack: stack.name,
    draft,
    template,
    target: target && fillNode(target, values),
    lease: draft.lease?.value ?? stack.heads.lease?.value,
    inputs,
    references: findReferences(inputs, { stack: stack.name, schema: template?.inputs.schema, problems }),
  };
}

function fillNode(node: Node & { value: string }, values: StackValues): string {
  const filled = fillValues(node, values);
  return filled.kind === 'scalar' ? String(filled.value) : node.value;
}

function mergeInputs(
  { inputs: { defaults, own }, at }: ComponentDraft,
  template: StackTemplate | undefined,
  problems: Problems,
): MapNode {
  const schema = template?.inputs.schema;
  const known = schema?.properties ?? {};
  const nodes: Node[] = [...defaults.map((one) => pick(one, known)), ...own];
  const merging = { schema, problems };
  const merged = nodes.reduce<Node | undefined>((below, above) => merge(below, above, merging), undefined);
  const settled = merged && settle(merged, merging);
  return settled?.kind === 'map' ? settled : { kind: 'map', at, entries: new Map() };
}

/** Of the defaults for all components, those that a template has an input for. */
function pick(node: MapNode, known: object): MapNode {
  return { ...node, entries: new Map([...node.entries].filter(([name]) => Object.hasOwn(known, name))) };
}

/** Where references are looked for: their stack, and what the template says of the inputs. */
interface Looking {
  stack: string;
  schema: Schema | undefined;
  problems: Problems;
}

function findReferences(inputs: MapNode, looking: Looking): FoundReference[] {
  const found: FoundReference[] = [];
  const visit = (node: Node, path: readonly (string | number)[]): void => {
    if (node.mark === 'literal') return;
    if (isReference(node)) return void found.push(...readReference(node, path, looking));
    if (node.kind === 'list') node.items.forEach((item, index) => visit(item, [...path, index]));
    if (node.kind !== 'map') return;
    refuseHalfReference(node, path, looking);
    for (const [name, inner] of node.entries) visit(inner, [...path, name]);
  };
  visit(inputs, []);
  return found;
}

/** A reference with something beside it would reach Terraform as a map, unless the input has such a name. */
function refuseHalfReference(
  node: MapNode,
  path: FoundReference['path'],
  { schema, problems }: Looking,
): void {
  const text = textUnder(node, 'ref');
  const own = schemaAt(schema, path)?.['properties'];
  const isOwn = path.length === 0 || (typeof own === 'object' && own !== null && 'ref' in own);
  if (text === undefined || isOwn || typeof parseReference(text.value) === 'string') return;
  const others = [...node.entries.keys()].filter((name) => name !== 'ref').join(', ');
  problems.push(
    problemAt(
      text.at,
      `a reference is alone in its map, and here is ${others} too; remove that, or write !literal before a map that is meant as it is written`,
    ),
  );
}

function readReference(
  node: Node,
  path: FoundReference['path'],
  { stack, problems }: Looking,
): FoundReference[] {
  const text = textUnder(node, 'ref');
  const at = text?.at ?? node.at;
  const reference =
    text === undefined
      ? 'ref must be a text such as vpc.vpc_id; a map that is meant as it is written has !literal before it'
      : parseReference(text.value);
  if (typeof reference !== 'string') return [{ path, at, reference: withinStack(reference, stack) }];
  problems.push(problemAt(at, reference));
  return [];
}

function withinStack(reference: Reference, own: string): Reference {
  if ('environment' in reference || reference.stack !== own) return reference;
  const { stack: _, ...rest } = reference;
  return rest;
}
