import { isSchema, type Schema } from '../template/json-schema';

/** What a schema says of what is inside a value; undefined where it says nothing. */
export function innerSchema(schema: Schema | undefined, step: string | number): Schema | undefined {
  if (schema === undefined) return undefined;
  if (typeof step === 'number') return schemaIn(itemsOf(schema, step));
  const named = schemaIn(schema['properties']);
  if (named && Object.hasOwn(named, step)) return schemaIn(named[step]);
  return schemaIn(schema['additionalProperties']);
}

function itemsOf(schema: Schema, index: number): unknown {
  const prefix = schema['prefixItems'];
  return (Array.isArray(prefix) ? (prefix as unknown[])[index] : undefined) ?? schema['items'];
}

function schemaIn(value: unknown): Schema | undefined {
  return isSchema(value) ? value : undefined;
}

/** What a schema says of what is at a path. */
export function schemaAt(schema: Schema | undefined, path: readonly PropertyKey[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (outer, step) => innerSchema(outer, typeof step === 'number' ? step : String(step)),
    schema,
  );
}

/** The name by which items of a list are merged, where its schema says one: `x-merge-key`. */
export function mergeKeyOf(schema: Schema | undefined): string | undefined {
  const key = schema?.['x-merge-key'];
  return typeof key === 'string' ? key : undefined;
}

/** The types that a schema allows, where it names any. */
export function typesOf(schema: Schema): readonly string[] | undefined {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.map(String) : undefined;
}
