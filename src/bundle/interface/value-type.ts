import { canonicalJson } from '../../domain/base/canonical-json';
import { isSchema, mapSchema, type Schema } from '../../domain/template/json-schema';
import { parentOf } from '../files';
import type { Block } from '../hcl/blocks';
import { parseExpression, type Expression } from '../hcl/parser';
import { foldersOfCall, moduleCalls, type VendoredCall } from '../module-sources';
import { returnedBy } from './function-types';
import { schemaOfType } from './type-schema';

/** A module among those of a bundle: its folder, every block of the bundle, and where calls of modules from elsewhere lead. */
export interface Module {
  folder: string;
  blocks: readonly Block[];
  vendored: readonly VendoredCall[];
}

interface Place extends Module {
  /** How many names may still be followed; what refers to itself ends by it. */
  depth: number;
}

/** The blocks of a type that a module has itself. */
export function blocksIn({ blocks, folder }: Module, type: string): Block[] {
  return blocks.filter((block) => block.type === type && parentOf(block.path) === folder);
}

/**
 * What the value of an attribute is, as far as its expression alone says it: of what providers, functions or callers decide, nothing.
 * What is returned holds whenever the value is not null.
 */
export function typeOfValue(value: unknown, module: Module): Promise<Schema | undefined> {
  return typeOf(value, { ...module, depth: 12 });
}

const wholeExpression = /^\$\{([^]*)\}$/;

async function typeOf(value: unknown, place: Place): Promise<Schema | undefined> {
  if (value === null || value === undefined || place.depth === 0) return undefined;
  if (Array.isArray(value)) return listOf(await Promise.all(value.map((one) => typeOf(one, place))));
  if (typeof value === 'object') return objectOf(value as Record<string, unknown>, place);
  if (typeof value !== 'string') return { type: typeof value };
  const [, text] = wholeExpression.exec(value) ?? [];
  const tree = text === undefined ? undefined : await parseExpression(text);
  if (tree !== undefined) return typeOfTree(tree, place);
  // What is a template in parts is a text, whatever is in it.
  return { type: 'string' };
}

async function objectOf(value: Record<string, unknown>, place: Place): Promise<Schema> {
  const keys = Object.keys(value);
  if (keys.some((key) => key.includes('${'))) return { type: 'object' };
  const types = await Promise.all(Object.values(value).map((one) => typeOf(one, place)));
  const properties = Object.fromEntries(keys.map((key, index) => [key, types[index] ?? {}]));
  return { type: 'object', properties, required: keys, additionalProperties: false };
}

function listOf(items: readonly (Schema | undefined)[]): Schema {
  const same = sameOf(items);
  return { type: 'array', ...(same && { items: same }) };
}

function sameOf(types: readonly (Schema | undefined)[]): Schema | undefined {
  const [first] = types;
  return types.every((one) => one && canonicalJson(one) === canonicalJson(first)) ? first : undefined;
}

function typeOfText(text: string | undefined, place: Place): Promise<Schema | undefined> {
  return typeOf(`\${${text ?? 'null'}}`, place);
}

async function typeOfTree(tree: Expression, place: Place): Promise<Schema | undefined> {
  const { type, meta = {}, children } = tree;
  const [inner] = children;
  if (type === 'template') return { type: 'string' };
  if (type === 'literalValue') return plainTypes[meta.type ?? ''];
  if (type === 'unaryOp' || type === 'binaryOp') return plainTypes[meta.returnType ?? ''];
  if (type === 'templateWrap' || (type === '' && children.length === 1))
    return inner && typeOfTree(inner, place);
  if (type === 'tuple') return listOf(await Promise.all(children.map((one) => typeOfTree(one, place))));
  if (type === 'object') return objectOfTree(meta.items ?? {}, place);
  if (type === 'for') return typeOfLoop(tree, place);
  if (type === 'conditional') return sameBranch([meta.trueExpression, meta.falseExpression], place);
  if (type === 'function') return typeOfCall(tree, place);
  if (type === 'splat') return typeOfSplat(tree, place);
  return type === 'scopeTraversal' ? typeOfTraversal(stepsOf(tree), place) : undefined;
}

const plainTypes: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bool: { type: 'boolean' },
};

/** Keys that are computed are not known; quotes around others do not belong to them. */
async function objectOfTree(items: Record<string, string>, place: Place): Promise<Schema> {
  const values = Object.entries(items).map(([key, text]) => [key.replace(/^"(.*)"$/, '$1'), `\${${text}}`]);
  if (values.some(([key = '']) => key.startsWith('(') || key.includes('${'))) return { type: 'object' };
  return objectOf(Object.fromEntries(values) as Record<string, string>, place);
}

async function typeOfLoop({ meta = {} }: Expression, place: Place): Promise<Schema> {
  const isList = meta.value?.startsWith('[') ?? false;
  const value = await typeOfText(meta.valueExpression, place);
  if (isList) return { type: 'array', ...(value && { items: value }) };
  if (meta.groupedValue) return { type: 'object', additionalProperties: listOf([value]) };
  return { type: 'object', ...(value && { additionalProperties: value }) };
}

/** Null beside a type is of any type. */
async function sameBranch(texts: readonly (string | undefined)[], place: Place): Promise<Schema | undefined> {
  const told = texts.filter((text) => text !== 'null');
  return sameOf(await Promise.all(told.map((text) => typeOfText(text, place))));
}

function typeOfCall(
  { meta = {}, children }: Expression,
  place: Place,
): Promise<Schema | undefined> | Schema | undefined {
  const name = meta.name ?? '';
  const [first] = children;
  if (['sensitive', 'nonsensitive', 'ephemeralasnull'].includes(name))
    return first && typeOfTree(first, place);
  if (name === 'one') return first && itemOf(first, place);
  if (name !== 'try' && name !== 'coalesce') return returnedBy(name);
  return sameBranch(
    children.map((one) => one.meta?.value),
    place,
  );
}

async function itemOf(list: Expression, place: Place): Promise<Schema | undefined> {
  const items = (await typeOfTree(list, place))?.['items'];
  return isSchema(items) ? items : undefined;
}

interface Step {
  type: string;
  segment: string;
}

function stepsOf({ meta = {} }: Expression): Step[] {
  return meta.traversal ?? [];
}

/** `aws_subnet.a[*].id` is a list of what `aws_subnet.a[0].id` is. */
async function typeOfSplat({ children: [source, each] }: Expression, place: Place): Promise<Schema> {
  const index = { type: 'indexTraversal', segment: '0' };
  const steps =
    source?.type === 'scopeTraversal' ? [...stepsOf(source), index, ...(each ? stepsOf(each) : [])] : [];
  const item = await typeOfTraversal(steps, place);
  return { type: 'array', ...(item && { items: item }) };
}

async function typeOfTraversal(steps: readonly Step[], place: Place): Promise<Schema | undefined> {
  const [root, name, ...others] = steps;
  if (root === undefined || name === undefined) return undefined;
  const { segment } = name;
  if (root.segment === 'var') return typeAt(await typeOfVariable(segment, place), others);
  if (root.segment === 'local') return typeAt(await typeOfLocal(segment, place), others);
  if (root.segment === 'module') return typeOfOutput(segment, others, place);
  if (root.segment === 'path' || root.segment === 'terraform') return { type: 'string' };
  if (root.segment === 'count') return { type: 'number' };
  return typeOfAttribute(steps, place);
}

function typeAt(schema: Schema | undefined, steps: readonly Step[]): Schema | undefined {
  return steps.reduce<Schema | undefined>((at, step) => at && inside(at, step), schema);
}

function inside(schema: Schema, { segment }: Step): Schema | undefined {
  const key = segment.replace(/^"(.*)"$/, '$1');
  const { properties, additionalProperties: rest, items } = schema;
  const named = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
  const found = named ?? rest ?? items;
  return isSchema(found) ? found : undefined;
}

/** What a variable may be besides null. */
async function typeOfVariable(name: string, place: Place): Promise<Schema | undefined> {
  const block = blocksIn(place, 'variable').find(({ labels }) => labels[0] === name);
  const type = block?.body['type'];
  if (typeof type !== 'string') return undefined;
  const schema = await schemaOfType(
    type.replace(wholeExpression, '$1'),
    `${block?.path}: type of ${block?.address}`,
  );
  return mapSchema(schema, withoutDefault);
}

/** Where a value comes out, its defaults are in it. */
function withoutDefault(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'default'));
}

function typeOfLocal(name: string, place: Place): Promise<Schema | undefined> | undefined {
  const block = blocksIn(place, 'locals').find(({ body }) => Object.hasOwn(body, name));
  return block && typeOf(block.body[name], { ...place, depth: place.depth - 1 });
}

/** What a module that is called returns; of one with keys the key comes first. */
async function typeOfOutput(call: string, steps: readonly Step[], place: Place): Promise<Schema | undefined> {
  const [output, ...others] = steps.filter(({ type }, index) => index > 0 || type === 'nameTraversal');
  const called = moduleCalls(blocksIn(place, 'module')).find(({ name }) => name === call);
  const folders = called === undefined ? [] : foldersOfCall(called, place.vendored);
  const types = folders.map((folder) => {
    const there = { ...place, folder, depth: place.depth - 1 };
    const block = blocksIn(there, 'output').find(({ labels }) => labels[0] === output?.segment);
    return typeOf(block?.body['value'], there);
  });
  return typeAt(sameOf(await Promise.all(types)), others);
}

/** Of what providers decide, ids and ARNs are texts in every type of resource. */
function typeOfAttribute(steps: readonly Step[], place: Place): Schema | undefined {
  const isData = steps[0]?.segment === 'data';
  const [type, name, ...others] = (isData ? steps.slice(1) : steps).map(({ segment }) => segment);
  const blocks = blocksIn(place, isData ? 'data' : 'resource');
  const isDeclared = blocks.some(({ labels }) => labels[0] === type && labels[1] === name);
  const [attribute, ...deeper] = others.filter(
    (_, index) => steps[index + (isData ? 3 : 2)]?.type === 'nameTraversal',
  );
  const isText = ['id', 'arn'].includes(attribute ?? '') && deeper.length === 0;
  return isDeclared && isText ? { type: 'string' } : undefined;
}
