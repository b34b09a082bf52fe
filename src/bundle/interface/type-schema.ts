import { runFailure } from '../../domain/environment/run-failure';
import { parseBody, parseExpression, type Expression } from '../hcl/parser';
import { constantOf } from './constant';
import type { Schema } from '../../domain/template/json-schema';
import { convertTo } from './convert';

/**
 * The JSON Schema that takes what a type of Terraform takes: objects are closed, `optional()` may be missing, and `any` takes
 * whatever JSON has. A RunFailure names `where` it is no type that Terraform knows.
 */
export async function schemaOfType(text: string, where: string): Promise<Schema> {
  const tree = await parseExpression(text);
  const schema = tree && (await schemaOf(tree, where));
  if (schema === undefined) throw runFailure('configuration', `${where}: ${text} is not a Terraform type`);
  return schema;
}

const plain: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bool: { type: 'boolean' },
  any: {},
  // As they were written before Terraform 0.12.
  list: { type: 'array', items: {} },
  set: { type: 'array', items: {} },
  map: { type: 'object', additionalProperties: {} },
};

async function schemaOf({ type, meta, children }: Expression, where: string): Promise<Schema | undefined> {
  if (type === 'scopeTraversal') return Object.hasOwn(plain, textOf(meta)) ? plain[textOf(meta)] : undefined;
  const [inner] = children;
  // A type in quotes, as before Terraform 0.12 and in the JSON syntax.
  if (type === 'template') return schemaOfType(inner?.meta?.value ?? '', where);
  if (type !== 'function' || inner === undefined || children.length > 1) return undefined;
  return complex(meta?.name ?? '', inner, where);
}

function textOf(meta: Expression['meta']): string {
  return meta?.fullAccessor ?? '';
}

async function complex(name: string, inner: Expression, where: string): Promise<Schema | undefined> {
  const of = () => schemaOfType(inner.meta?.value ?? '', where);
  if (name === 'list' || name === 'set') return { type: 'array', items: await of() };
  if (name === 'map') return { type: 'object', additionalProperties: await of() };
  if (name === 'tuple' && inner.type === 'tuple') return tuple(inner.children, where);
  if (name === 'object' && inner.type === 'object') return object(inner.meta?.value ?? '', where);
  return undefined;
}

async function tuple(items: readonly Expression[], where: string): Promise<Schema> {
  const prefixItems: Schema[] = [];
  for (const { meta } of items) prefixItems.push(await schemaOfType(meta?.value ?? '', where));
  return {
    type: 'array',
    prefixItems,
    items: false,
    minItems: prefixItems.length,
    maxItems: prefixItems.length,
  };
}

async function object(text: string, where: string): Promise<Schema> {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, type] of await attributesOf(text)) {
    const optional = await optionalOf(type, where);
    properties[name] = optional ?? (await schemaOfType(type, where));
    if (optional === undefined) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Names and types as they stand in an object's text; the parser has the names sorted, and where each stands. */
async function attributesOf(text: string): Promise<[string, string][]> {
  const tree = await parseExpression(text);
  const types = Object.entries(tree?.meta?.items ?? {}).map(([key, type]): [string, string] => [
    key.replace(/^"(.*)"$/, '$1'),
    type,
  ]);
  const keys = (tree?.children ?? []).filter((_, index) => index % 2 === 0);
  const bytes = Buffer.from(text);
  const ordered = keys.flatMap(({ range }) => {
    const rest = bytes.subarray(range.start.byte).toString();
    const starting = types.filter(([name]) => rest.startsWith(name));
    return starting.sort(([a], [b]) => b.length - a.length).slice(0, 1);
  });
  return ordered.length === types.length ? ordered : types;
}

/** The schema of `optional(type)` or `optional(type, default)`; undefined where it is none. */
async function optionalOf(text: string, where: string): Promise<Schema | undefined> {
  const tree = await parseExpression(text);
  if (tree?.type !== 'function' || tree.meta?.name !== 'optional') return undefined;
  const [type, preset] = tree.children.map(({ meta }) => meta?.value ?? '');
  const schema = await schemaOfType(type ?? '', where);
  const value =
    preset === undefined ? undefined : constantOf((await parseBody(where, `x = ${preset}\n`))['x']);
  return value === undefined || value === null ? schema : { ...schema, default: convertTo(schema, value) };
}
