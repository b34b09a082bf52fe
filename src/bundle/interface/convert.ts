import type * as z from 'zod';
import type { Schema } from '../../domain/template/json-schema';

type Json = z.core.util.JSONType;

/** A constant as Terraform converts it to a type: texts, numbers and truth values become each other, and what an object has not goes. */
export function convertTo(schema: Schema, value: Json): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((one, index) => convertTo(itemOf(schema, index), one));
  if (typeof value === 'object') return convertObject(schema, value);
  const type = [schema['type']].flat()[0];
  if (type === 'string') return String(value);
  if (type === 'number' && typeof value === 'string') return numberOr(value);
  return type === 'boolean' && typeof value === 'string' ? truthOr(value) : value;
}

function convertObject(schema: Schema, value: Record<string, Json>): Json {
  const { properties, additionalProperties: rest } = schema as {
    properties?: Schema;
    additionalProperties?: unknown;
  };
  const converted = Object.entries(value).flatMap(([name, one]) => {
    const known = properties?.[name] as Schema | undefined;
    if (known === undefined && rest === false) return [];
    return [[name, convertTo(known ?? (rest as Schema | undefined) ?? {}, one)] as const];
  });
  return Object.fromEntries(converted);
}

function itemOf(schema: Schema, index: number): Schema {
  const { prefixItems, items } = schema as { prefixItems?: Schema[]; items?: Schema | false };
  return prefixItems?.[index] ?? (items || {});
}

function numberOr(text: string): Json {
  const number = Number(text);
  return text.trim() !== '' && String(number) === text ? number : text;
}

function truthOr(text: string): Json {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
