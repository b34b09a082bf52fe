import type * as z from 'zod';
import { parserOf, type Schema, tryParse } from '../../template/json-schema';
import { hintFor } from '../hint';
import { innerNode, type NodeValue, type MapNode, type Node, nodeAt } from '../node';
import { type FilePlace, type StackProblem, problemAt, type Problems } from '../place';
import { isReference } from '../reference';
import { schemaAt, typesOf } from '../schema';

/** What a version of a template asks of its inputs: its schema, and what is read of that once. */
export interface InputCheck {
  schema: Schema & { properties: Readonly<Record<string, Schema>>; required: readonly string[] };
  /** The same validator as `idp create` goes by. */
  validator: z.ZodType;
}

/** An input schema with its validator, made once for each version. */
export function inputCheckOf(schema: InputCheck['schema']): InputCheck {
  return { schema, validator: parserOf(schema) };
}

/** The inputs of a component, and what they are held against. */
export interface CheckedInputs {
  inputs: MapNode;
  check: InputCheck;
  /** The component and its template, for messages. */
  component: { name: string; at: FilePlace; template: string };
  problems: Problems;
}

/** Says what the template of a component does not take, each where it stands; what references bring is checked with their outputs. */
export function checkInputs(checked: CheckedInputs): void {
  refuseSensitive(checked);
  const parsed = tryParse(checked.check.validator, jsonOf(checked.inputs));
  if (parsed.success) return;
  for (const issue of parsed.error.issues)
    if (isCertain(issue, checked.inputs)) checked.problems.push(...problemsOf(issue, checked));
}

/** Values as JSON; a reference stands for a value that nobody knows yet. */
function jsonOf(node: Node): NodeValue {
  if (isReference(node)) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(jsonOf);
  return Object.fromEntries([...node.entries].map(([name, inner]) => [name, jsonOf(inner)]));
}

/** Whether an issue stays, whatever the references in what it is about bring. */
function isCertain(issue: z.core.$ZodIssue, inputs: MapNode): boolean {
  if (isOnReference(issue.path, inputs)) return false;
  const isOfShape = ['unrecognized_keys', 'invalid_type', 'invalid_key'].includes(issue.code);
  const isOfLength = ['too_small', 'too_big'].includes(issue.code);
  if (isOfShape || isOfLength) return true;
  return !holdsReference(nodeAt(inputs, issue.path));
}

function isOnReference(path: readonly PropertyKey[], inputs: Node): boolean {
  if (isReference(inputs)) return true;
  const [step, ...rest] = path;
  const inner = step === undefined ? undefined : innerNode(inputs, step);
  return inner !== undefined && isOnReference(rest, inner);
}

function holdsReference(node: Node): boolean {
  if (isReference(node)) return true;
  if (node.kind === 'list') return node.items.some(holdsReference);
  return node.kind === 'map' && [...node.entries.values()].some(holdsReference);
}

function problemsOf(issue: z.core.$ZodIssue, checked: CheckedInputs): StackProblem[] {
  const { inputs, component } = checked;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownInput(key, issue.path, checked));
  const node = nodeAt(inputs, issue.path);
  const name = issue.path.map(String).join('.');
  if (isMissing(issue, inputs)) {
    const at = issue.path.length < 2 ? component.at : nodeAt(inputs, issue.path.slice(0, -1)).at;
    return [problemAt(at, `${describe(component)} needs ${name}: ${needFor(issue.path, checked)}`)];
  }
  return [
    problemAt(
      node.at,
      `${name} of ${describe(component)}: ${messageOf(issue, schemaAt(checked.check.schema, issue.path))}${remedyFor(issue, node)}`,
    ),
  ];
}

function describe({ name, template }: CheckedInputs['component']): string {
  return `${name} (${template})`;
}

/** What is required and not given, as zod says it, but for what is given as null. */
function isMissing({ code, path }: z.core.$ZodIssue, inputs: Node): boolean {
  const step = path.at(-1);
  const parent = nodeAt(inputs, path.slice(0, -1));
  return code === 'invalid_type' && step !== undefined && innerNode(parent, step) === undefined;
}

function needFor(path: readonly PropertyKey[], { check }: CheckedInputs): string {
  const { description } = schemaAt(check.schema, path) ?? {};
  const words = typeof description === 'string' ? ` (${description.split('\n')[0] ?? ''})` : '';
  return `give it under inputs${words}`;
}

function unknownInput(
  key: string,
  path: readonly PropertyKey[],
  { inputs, check, component }: CheckedInputs,
): StackProblem {
  const node = nodeAt(inputs, [...path, key]);
  const known = Object.keys(schemaAt(check.schema, path)?.['properties'] ?? {});
  const name = [...path.map(String), key].join('.');
  return problemAt(
    node.key ?? node.at,
    `${describe(component)} has no input '${name}': ${hintFor(key, known)}`,
  );
}

/** YAML 1.2 reads 1.30 as 1.3 and yes as a text: what was meant is said. */
function remedyFor(issue: z.core.$ZodIssue, node: Node): string {
  if (issue.code !== 'invalid_type' || node.kind !== 'scalar' || node.value === null) return '';
  if (issue.expected === 'string') return `; write "${node.source ?? String(node.value)}" in quotes`;
  const isWord = /^(?:yes|no|on|off|y|n|true|false)$/i.test(String(node.value));
  return issue.expected === 'boolean' && isWord ? '; write true or false, without quotes' : '';
}

/** What zod says of a union is only that nothing of it fits. */
function messageOf(issue: z.core.$ZodIssue, schema: Schema | undefined): string {
  if (issue.message !== 'Invalid input' || schema === undefined) return issue.message;
  const { enum: choices } = schema;
  if (Array.isArray(choices))
    return `it must be one of ${choices.map((one) => JSON.stringify(one)).join(', ')}`;
  const types = typesOf(schema);
  return types === undefined ? issue.message : `it must be of the type ${types.join(' or ')}`;
}

/** Inputs lie in the registry in clear text, and stack files in Git, so a secret may be in neither. */
function refuseSensitive({ inputs, check, component, problems }: CheckedInputs): void {
  for (const [name, node] of inputs.entries) {
    if (check.schema.properties[name]?.['sensitive'] !== true || isReference(node)) continue;
    problems.push(
      problemAt(
        node.at,
        `${name} of ${describe(component)} is sensitive, and this file is read by many; pass the name or ARN of a secret instead, or a reference to an output that holds it`,
      ),
    );
  }
}
