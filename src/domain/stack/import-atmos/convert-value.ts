import type { Node } from '../node';
import { problemAt } from '../place';
import { isReference } from '../reference';
import type { AtmosComponent } from './atmos-component';
import type { Converted, Converting } from './converted';
import { type AtmosReference, readText, whyLiteral } from './references';
import type { FindingKind } from './repository';

/** What a value is converted for. */
export interface ConvertingValue extends Converting {
  source: AtmosComponent;
  known: Converted;
}

type Path = readonly string[];

/** A value as it is written here: texts that refer to outputs are references, everything else is what Atmos gives Terraform. */
export function convertValue(node: Node, path: Path, work: ConvertingValue): Node {
  if (node.kind === 'list')
    return {
      ...node,
      items: node.items.map((item, index) => convertValue(item, [...path, String(index)], work)),
    };
  if (node.kind === 'map') return convertMap(node, path, work);
  return typeof node.value === 'string' ? convertText({ ...node, value: node.value }, path, work) : node;
}

function convertMap(node: Node & { kind: 'map' }, path: Path, work: ConvertingValue): Node {
  const entries = [...node.entries].map(([name, inner]): [string, Node] => [
    name,
    convertValue(inner, [...path, name], work),
  ]);
  const converted = { ...node, entries: new Map(entries) };
  const looksLikeOurs = isReference(converted) || entries.some(([name]) => name.includes('${'));
  return looksLikeOurs ? { ...node, mark: 'literal' } : converted;
}

type Text = Extract<Node, { kind: 'scalar' }> & { value: string };

function convertText(node: Text, path: Path, work: ConvertingValue): Node {
  const read = readText(node.value);
  if (read === undefined) return plainText(node, path, work);
  if ('why' in read)
    return asWritten(node, { kind: 'template', message: `${path.join('.')}: ${read.why}` }, work);
  const target = targetOf(read.reference, work);
  if ('why' in target)
    return asWritten(node, { kind: 'cannot-plan', message: `${path.join('.')}: ${target.why}` }, work);
  if (read.isForeign) {
    const message = `${path.join('.')} is the text ${node.value} in Atmos; it is written as the reference ${target.ref}`;
    work.findings.push({ kind: 'literal', ...problemAt(node.at, message) });
  }
  return referenceTo(target.ref, node);
}

function referenceTo(ref: string, { at, key }: Node): Node {
  return { kind: 'map', at, key, entries: new Map([['ref', { kind: 'scalar', at, value: ref }]]) };
}

function asWritten(
  node: Text,
  { kind, message }: { kind: FindingKind; message: string },
  { findings }: ConvertingValue,
): Node {
  findings.push({ kind, ...problemAt(node.at, message) });
  return literal(node);
}

/** What would be filled in here is marked as it is written. */
function literal(node: Text): Node {
  return node.value.includes('${') ? { ...node, mark: 'literal' } : node;
}

function plainText(node: Text, path: Path, { findings }: ConvertingValue): Node {
  const why = whyLiteral(path, node.value);
  if (why !== undefined)
    findings.push({ kind: 'literal', ...problemAt(node.at, `${path.join('.')}: ${why}`) });
  return literal(node);
}

type Target = { ref: string } | { why: string };

function targetOf(reference: AtmosReference, { source, known, modules }: ConvertingValue): Target {
  const { component, output, step } = reference;
  const stack = reference.stack ?? source.stack;
  const found = known.find(stack, component);
  const shown = `${component}.${output}`;
  if (found === undefined)
    return { why: `it refers to ${shown}, and there is no component '${component}' in the stack '${stack}'` };
  if (!found.source.isEnabled)
    return { why: `it refers to ${shown}, and '${component}' is off in the stack '${stack}'` };
  if (found.source === source) return { why: `it refers to ${shown}, an output of its own component` };
  const module = modules.get(found.source.folder);
  const given = module?.outputs.get(output);
  if (module?.isRead === true && given === undefined)
    return { why: `it refers to ${shown}, which ${found.source.folder} does not give out` };
  if (given?.isSensitive === true)
    return { why: `it refers to ${shown}, which is sensitive; pass the name or ARN of the secret` };
  const prefix = stack === source.stack ? '' : `${known.stackName(stack)}/`;
  return { ref: `${prefix}${found.name}.${output}${step === undefined ? '' : `.${step}`}` };
}
