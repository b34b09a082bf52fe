import * as z from 'zod';
import { patternOfFormat, wordsOfPattern } from './formats';

/** A JSON Schema, or a part of one. */
export type Schema = Record<string, unknown>;

const listsOfSchemas = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const mapsOfSchemas = ['properties', 'patternProperties', '$defs', 'definitions'];
const singleSchemas = ['items', 'additionalProperties', 'propertyNames', 'contains'];

/** Whether a value is written as an object, which a schema is if it is not true or false. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A schema with every schema that it holds, innermost first, as `change` makes them. */
export function mapSchema(schema: Schema, change: (one: Schema) => Schema): Schema {
  const into = (value: unknown) => (isSchema(value) ? mapSchema(value, change) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (listsOfSchemas.includes(keyword) && Array.isArray(value)) return [keyword, value.map(into)];
    if (mapsOfSchemas.includes(keyword) && isSchema(value))
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, into(one)]))];
    return [keyword, singleSchemas.includes(keyword) ? into(value) : value];
  });
  return change(Object.fromEntries(entries));
}

/** What takes the values of a schema, formats of our own included; an Error where it is no JSON Schema that we read. */
export function parserOf(schema: Schema): z.ZodType {
  return z.fromJSONSchema(mapSchema(schema, asRead));
}

/** Tries a value, with words for the formats of our own; what a schema of many parts cannot be asked about is refused. */
export function tryParse(parser: z.ZodType, value: unknown): ReturnType<z.ZodType['safeParse']> {
  try {
    return parser.safeParse(value, { error: (issue) => formatWords(issue) });
  } catch (error) {
    const message = `cannot be checked against its schema: ${(error as Error).message}`;
    return { success: false, error: new z.ZodError([{ code: 'custom', path: [], message, input: value }]) };
  }
}

/** Whether a schema takes a value; an Error where it is no JSON Schema that we read. */
export function takes(schema: Schema, value: unknown): boolean {
  return tryParse(parserOf(schema), value).success;
}

/** Why something is no JSON Schema that we read; undefined where it is one. */
export function whyNoSchema(schema: Schema): string | undefined {
  try {
    parserOf(schema);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * What the converter leaves out: our formats become patterns, a list without `items` is one of anything, with its bounds, and a
 * position of a tuple that has no value is not filled, so that the bounds count what was given.
 */
function asRead(schema: Schema): Schema {
  return withFormat(withPositions(withItems(schema)));
}

const anyType = { type: ['string', 'number', 'boolean', 'object', 'array', 'null'] };

function withPositions(schema: Schema): Schema {
  const { prefixItems } = schema;
  return Array.isArray(prefixItems) ? { ...schema, prefixItems: prefixItems.map(asPosition) } : schema;
}

function asPosition(position: unknown): unknown {
  if (!isSchema(position)) return position === true ? anyType : position;
  const { default: _, ...bounds } = position;
  return 'type' in bounds ? bounds : { allOf: [anyType, bounds] };
}

function withItems(schema: Schema): Schema {
  const isBounded = 'minItems' in schema || 'maxItems' in schema;
  const isList = [schema['type']].flat().includes('array') && !('items' in schema);
  return isList && isBounded && !('prefixItems' in schema) ? { ...schema, items: {} } : schema;
}

function withFormat(schema: Schema): Schema {
  const format = patternOfFormat(schema['format']);
  if (format === undefined) return schema;
  const { pattern } = schema;
  return { ...schema, pattern: typeof pattern === 'string' ? both(format, pattern) : format };
}

/** One expression that takes what two take; the second one is not anchored unless it says so. */
function both(anchored: string, other: string): string {
  return `^(?=${anchored.slice(1)})[^]*?(?:${other})`;
}

function formatWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_format' || !('pattern' in issue)) return undefined;
  return wordsOfPattern(String(issue['pattern']));
}
