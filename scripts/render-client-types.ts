import { describeApi } from '../lambdas/api/describe-api';

type Json = Record<string, unknown>;
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Json;
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

const head = `// Generated from the description of the API by \`npm run openapi\`; do not edit.

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
`;

/** The text of src/client/typed/description.ts: the schemas and operations of the description as types, and where each operation is. */
export function renderClientTypes(): string {
  const document = describeApi();
  const { schemas } = document['components'] as { schemas: Record<string, Json> };
  const named = Object.entries(schemas).filter(([name]) => name !== 'Json');
  const operations = operationsIn(document['paths'] as Record<string, Record<string, Operation>>);
  return [
    head,
    '/** The schemas of the description, by name. */',
    `export interface Schemas {\n${named.map(([name, schema]) => `  ${name}: ${typeOf(schema)};`).join('\n')}\n}\n`,
    '/** What each operation takes and returns. */',
    `export interface Operations {\n${operations.map(describe).join('\n')}\n}\n`,
    '/** The method and the path of each operation. */',
    `export const places = {\n${operations.map(placeOf).join('\n')}\n} as const satisfies Record<keyof Operations, readonly [string, string]>;\n`,
    '/** The words that a field of a query or a body takes, where it takes no others, by operation. */',
    `export const choices = {\n${operations.flatMap(choicesOf).join('\n')}\n} as const satisfies Partial<Record<keyof Operations, Record<string, readonly string[]>>>;\n`,
  ].join('\n');
}

interface Placed {
  path: string;
  method: string;
  operation: Operation;
}

function operationsIn(paths: Record<string, Record<string, Operation>>): Placed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

function placeOf({ path, method, operation }: Placed): string {
  return `  ${quoted(operation.operationId)}: [${quoted(method.toUpperCase())}, ${quoted(path)}],`;
}

/** A line where the operation has such a field, none for most. */
function choicesOf({ operation: { operationId, parameters = [], requestBody } }: Placed): string[] {
  const asked = parameters
    .filter((one) => one.in === 'query')
    .map(({ name, schema }) => [name, schema] as const);
  const body = mediaOf(requestBody?.content ?? {})['properties'] ?? {};
  const fields = [...asked, ...Object.entries(body as Record<string, Json>)].flatMap(([name, schema]) => {
    const words = wordsOf(schema) ?? wordsOf((schema['items'] ?? {}) as Json);
    return words ? [`${quoted(name)}: [${words.map((word) => JSON.stringify(word)).join(', ')}]`] : [];
  });
  return fields.length > 0 ? [`  ${quoted(operationId)}: { ${fields.join(', ')} },`] : [];
}

function wordsOf({ enum: words }: Json): string[] | undefined {
  return Array.isArray(words) ? words.filter((word): word is string => typeof word === 'string') : undefined;
}

function describe({ operation }: Placed): string {
  const { operationId, parameters = [], requestBody, responses } = operation;
  const body = requestBody ? typeOf(mediaOf(requestBody.content)) : 'undefined';
  const done = Object.entries(responses).find(([status]) => status.startsWith('2'));
  const response = typeOf(mediaOf(done?.[1].content ?? {}));
  const parts = [
    `params: ${parametersIn('path', parameters)}`,
    `query: ${parametersIn('query', parameters)}`,
    `body: ${body}`,
    `response: ${response}`,
  ];
  return `  ${quoted(operationId)}: { ${parts.join('; ')} };`;
}

function parametersIn(place: string, parameters: Parameter[]): string {
  const own = parameters.filter((one) => one.in === place);
  const properties = Object.fromEntries(own.map(({ name, schema }) => [name, schema]));
  const required = own.filter((one) => one.required).map(({ name }) => name);
  return typeOf({ type: 'object', properties, required, additionalProperties: false });
}

function mediaOf(content: Record<string, { schema: Json }>): Json {
  return Object.values(content)[0]?.schema ?? {};
}

const primitives: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** The TypeScript type of the values that a schema takes; limits of texts and numbers are beyond types. */
function typeOf(schema: Json): string {
  const { $ref, type } = schema;
  if (typeof $ref === 'string') return referredTo($ref);
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one as string })).join(' | ');
  if (type === 'object') return objectOf(schema);
  if (type === 'array') return `(${typeOf((schema['items'] ?? {}) as Json)})[]`;
  const choice = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (choice) return choice.map((one) => `(${typeOf(one)})`).join(' | ');
  return primitives[String(type)] ?? 'Json';
}

function referredTo($ref: string): string {
  const name = $ref.split('/').at(-1) ?? '';
  return name === 'Json' ? name : `Schemas[${quoted(name)}]`;
}

function objectOf({ properties = {}, required = [], additionalProperties, propertyNames }: Json): string {
  const fields = Object.entries(properties as Record<string, Json>).map(([name, schema]) =>
    (required as string[]).includes(name)
      ? `${quoted(name)}: ${typeOf(schema)}`
      : `${quoted(name)}?: ${typeOf(schema)} | undefined`,
  );
  if (fields.length > 0) return `{ ${fields.join('; ')} }`;
  if (typeof additionalProperties !== 'object') return 'Record<never, never>';
  const keys = typeOf((propertyNames ?? { type: 'string' }) as Json);
  const values = typeOf(additionalProperties as Json);
  const record = `Record<${keys}, ${values}>`;
  return keys === 'string' ? record : `Partial<${record}>`;
}

function quoted(text: string): string {
  return `'${text}'`;
}
