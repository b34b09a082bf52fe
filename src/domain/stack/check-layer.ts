import type * as z from 'zod';
import { hintFor } from './hint';
import { type MapNode, nodeAt, type Node, valueOf } from './node';
import { type StackProblem, problemAt } from './place';
import { StackFile } from './stack-file';

/** A file of a folder of stacks, read. */
export interface Layer {
  file: string;
  /** The SHA-256 of its bytes, in hex. */
  digest: string;
  root: MapNode;
}

type Issue = z.core.$ZodIssue;

/** Words that other tools have for what a stack file says, and what it is here. */
const foreign: Readonly<Record<string, string>> = {
  imports: 'write import',
  vars: 'write inputs',
  variables: 'write inputs',
  values: 'write inputs',
  depends_on: 'write after; where a value is used, a reference says the order by itself',
  dependencies: 'write after; where a value is used, a reference says the order by itself',
  inherits: 'write mixins',
  name: 'a stack is named by stack, a component by its key',
  metadata: 'write template: <name>@<versions> for what a component is made from',
  component: 'write template: <name>@<versions>',
  version: 'write it behind the template, such as vpc@^1.2',
  source:
    'a component names a published template, such as vpc@^1; publish the module first (idp template publish)',
  module:
    'a component names a published template, such as vpc@^1; publish the module first (idp template publish)',
  backend: 'the control plane keeps the state of each component',
  remote_state_backend: 'a value of another component is a reference, such as { ref: vpc.vpc_id }',
  providers: 'the control plane configures the provider for the target',
  workflows: 'there are no workflows of your own; have a script call the commands of idp',
  hooks: 'there are no hooks; have a script call the commands of idp',
  terraform: 'write components directly below components',
  settings: 'write what the template takes under inputs',
  tags: 'write an input of the template, such as defaults: { inputs: { tags: … } }',
  ttl: 'write lease, such as lease: 7d',
};

/** What is wrong with the content of a layer, each where it stands. */
export function checkLayer(root: MapNode): StackProblem[] {
  const parsed = StackFile.safeParse(valueOf(root));
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, root));
}

function problemsOf(issue: Issue, root: MapNode): StackProblem[] {
  const node = nodeAt(root, issue.path);
  const name = describePath(issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, node, issue.path));
  if (issue.code === 'invalid_key') return [wrongName(issue, node)];
  // Of what a stack file says, only a lease is of one form or another.
  if (issue.code === 'invalid_union')
    return [problemAt(node.at, `${name} must be a time such as 30d or 36h, or permanent`)];
  if (issue.code === 'invalid_type') return [problemAt(node.at, wrongType(name, issue, node))];
  if (issue.code === 'invalid_value') return [problemAt(node.at, wrongChoice(name, issue, node))];
  return [problemAt(node.at, `${name} ${issue.message}`)];
}

function describePath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the file';
}

function unknownKey(key: string, node: Node, path: readonly PropertyKey[]): StackProblem {
  const at = (node.kind === 'map' ? node.entries.get(key)?.key : undefined) ?? node.at;
  const known = keysAt(path);
  const advice = Object.hasOwn(foreign, key) ? foreign[key] : undefined;
  const hint = advice ?? hintFor(key, known);
  const under = path.length === 0 ? '' : ` in ${describePath(path)}`;
  return problemAt(at, `unknown key '${key}'${under}: ${hint}`);
}

/** The keys that a map at a path may have. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const shape = path.reduce<z.core.$ZodType | undefined>((schema, step) => schemaAt(schema, step), StackFile);
  const inner = withoutOptional(shape) as { shape?: object } | undefined;
  return Object.keys(inner?.shape ?? {});
}

function schemaAt(schema: z.core.$ZodType | undefined, step: PropertyKey): z.core.$ZodType | undefined {
  const inner = withoutOptional(schema) as
    | { shape?: Record<PropertyKey, z.core.$ZodType>; valueType?: z.core.$ZodType }
    | undefined;
  return inner?.shape?.[step] ?? inner?.valueType;
}

function withoutOptional(schema: z.core.$ZodType | undefined): unknown {
  const { innerType } = (schema?._zod.def ?? {}) as { innerType?: z.core.$ZodType };
  return innerType === undefined ? schema : withoutOptional(innerType);
}

function wrongName({ path, issues }: z.core.$ZodIssueInvalidKey, node: Node): StackProblem {
  const key = String(path.at(-1));
  const message = issues[0]?.message ?? 'is not a name';
  const parent = describePath(path.slice(0, -1));
  return problemAt(node.key ?? node.at, `'${key}' is not a name in ${parent}: it ${message}`);
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  record: 'a map',
  object: 'a map',
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
};

function wrongType(name: string, { expected }: z.core.$ZodIssueInvalidType, node: Node): string {
  const wanted = words[expected] ?? expected;
  if (node.kind === 'scalar' && node.value === null)
    return `${name} has no value; write ${wanted}, or leave it out`;
  if (expected === 'string' && node.kind === 'scalar')
    return `${name} must be a text; write "${node.source ?? String(node.value)}" in quotes`;
  return `${name} must be ${wanted}, not ${kindOf(node)}`;
}

function kindOf(node: Node): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  return { string: 'a text', number: 'a number', boolean: 'true or false', object: 'null' }[
    typeof node.value as 'string'
  ];
}

function wrongChoice(name: string, { values }: z.core.$ZodIssueInvalidValue, node: Node): string {
  const given = node.kind === 'scalar' ? String(node.value) : kindOf(node);
  return `${name} cannot be '${given}': ${hintFor(given, values.map(String))}`;
}

/** The value of `stack`, of a file that is one. */
export function stackNameOf({ root }: Layer): string | undefined {
  const node = root.entries.get('stack');
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
