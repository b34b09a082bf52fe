import { meantBy } from './hint';
import type { Heads } from './draft-stack';
import type { Node } from './node';
import { problemAt, type Problems } from './place';

/** What texts may hold, and whose value it is. */
const variables = {
  'stack.name': 'name',
  account: 'account',
  region: 'region',
  environment: 'environment',
} as const;
type Variable = keyof typeof variables;
const names = Object.keys(variables) as Variable[];

/** What stands for the variables of one stack. */
export interface StackValues {
  name: string;
  heads: Heads;
  problems: Problems;
}

const form = /\$(\$?)\{([^}]*)\}/g;

/** A text with the values of a stack put in; `$${` stands for `${`. */
export function fillText(text: string, at: Node['at'], values: StackValues): string {
  if (!text.includes('${')) return text;
  if (/(?:^|[^$])\$\{[^}]*$/.test(text))
    values.problems.push(
      problemAt(at, "'${' has no '}' behind it; close it, or write $${ for a text that holds it"),
    );
  return text.replaceAll(form, (whole, escaped: string, inner: string) => {
    if (escaped !== '') return `\${${inner}}`;
    const name = inner.trim();
    if (!isVariable(name)) {
      values.problems.push(problemAt(at, unknownVariable(name)));
      return whole;
    }
    return valueFor(name, at, values) ?? whole;
  });
}

function isVariable(name: string): name is Variable {
  return Object.hasOwn(variables, name);
}

function valueFor(
  variable: Variable,
  at: Node['at'],
  { name, heads, problems }: StackValues,
): string | undefined {
  const of = variables[variable];
  const value = of === 'name' ? name : heads[of]?.value;
  if (value === undefined)
    problems.push(
      problemAt(at, `\${${variable}} has no value; write ${variable}: in the stack or a layer of it`),
    );
  return value;
}

/** What is written in other tools and here means nothing. */
function unknownVariable(name: string): string {
  const all = names.map((one) => `\${${one}}`).join(', ');
  const [kind = '', rest = ''] = name.split(/[.:](.*)/s);
  if (['output', 'outputs', 'module', 'dependency', 'remote_state'].includes(kind))
    return `\${${name}} is not put in here; an output of a component is a reference: { ref: ${refFor(rest)} }`;
  if (['ssm', 'secret', 'secrets', 'secretsmanager', 'vault', 'store'].includes(kind))
    return `\${${name}} is not put in here; pass the name or ARN of the secret, for the resource to read`;
  const meant = meantBy(name, names);
  const hint = meant === undefined ? `known: ${all}.` : `did you mean \${${meant}}?`;
  return `\${${name}} is unknown: ${hint} Write $\${${name}} for a text that holds it as it is`;
}

/** `vpc/main.vpc_id` of other tools is the component `main` or `vpc`; only the author knows which. */
function refFor(rest: string): string {
  const output = rest.split('.').slice(1).join('.');
  const component = rest.split('.')[0] ?? '';
  const plain = component.split('/').filter(Boolean).join('-') || '<component>';
  return `${plain}.${output || '<output>'}`;
}

/** Every text of a value with the values of its stack; what is marked as literal stays as it is. */
export function fillValues(node: Node, values: StackValues): Node {
  if (node.mark === 'literal') return node;
  if (node.kind === 'scalar') return fillScalar(node, values);
  if (node.kind === 'list')
    return { ...node, items: mapKept(node.items, (item) => fillValues(item, values)) };
  let changed: Map<string, Node> | undefined;
  for (const [name, inner] of node.entries) {
    refuseInKey(name, inner, values);
    const filled = fillValues(inner, values);
    if (filled !== inner) (changed ??= new Map(node.entries)).set(name, filled);
  }
  return changed === undefined ? node : { ...node, entries: changed };
}

function fillScalar(node: Node & { kind: 'scalar' }, values: StackValues): Node {
  if (typeof node.value !== 'string') return node;
  const value = fillText(node.value, node.at, values);
  return value === node.value ? node : { ...node, value };
}

function mapKept<Item>(items: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = items.map(change);
  return changed.some((item, index) => item !== items[index]) ? changed : items;
}

function refuseInKey(key: string, node: Node, { problems }: StackValues): void {
  const used = names.find((name) => key.includes(`\${${name}}`) && !key.includes(`$\${${name}}`));
  if (used !== undefined)
    problems.push(problemAt(node.key ?? node.at, `\${${used}} is put into values only, and this is a key`));
}
