import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type * as z from 'zod';
import { describeApi } from '../../../lambdas/api/describe-api';
import { isKept } from '../../../lambdas/api/route';
import { type Route, routes } from '../../../lambdas/api/routes';

interface Link {
  operationId: string;
  parameters: Record<string, string>;
}

interface Field {
  type?: string;
  description?: string | undefined;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Field }[];
  requestBody?: {
    content: Record<string, { schema: Record<string, unknown> & { properties: Record<string, Field> } }>;
  };
  responses: Record<
    string,
    { headers?: object; content?: object; $ref?: string; links?: Record<string, Link> }
  >;
  security?: unknown[];
}

const document = describeApi() as unknown as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: object; securitySchemes: object };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const operation = (id: string) => operations.find((one) => one.operation.operationId === id)!.operation;

const stepInto = (at: unknown, key: string) => (at as Record<string, unknown> | undefined)?.[key];

const linksOf = (one: Operation) =>
  Object.values(one.responses).flatMap(({ links = {} }) => Object.values(links));

/** Each field that a request of a route takes: the schema it is read by, and how it is described. */
const fields = (routes as readonly Route[]).flatMap((route) => {
  const { parameters = [], requestBody } = operation(route.operation);
  const inBody = requestBody?.content['application/json']?.schema.properties ?? {};
  const described = new Map<string, Field>([
    ...parameters.map(({ name, description, schema }) => [name, { ...schema, description }] as const),
    ...Object.entries(inBody),
  ]);
  return [route.params, route.query, route.body].flatMap((part) =>
    Object.entries(shapeOf(part)).map(([name, schema]) => ({
      at: `${route.operation} ${name}`,
      schema,
      field: described.get(name),
    })),
  );
});

/** What a schema wraps: that which is optional, has a default, or is read from text. */
function wrappedBy(schema: z.ZodType): z.ZodType | undefined {
  const { innerType, out } = schema.def as { innerType?: z.ZodType; out?: z.ZodType };
  return innerType ?? out;
}

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> {
  const { shape } = schema as z.ZodType & { shape?: Record<string, z.ZodType> };
  const wrapped = wrappedBy(schema);
  return shape ?? (wrapped ? shapeOf(wrapped) : {});
}

function wordsOf(schema: z.ZodType): string | undefined {
  const wrapped = wrappedBy(schema);
  return schema.description ?? (wrapped && wordsOf(wrapped));
}

/** What names, refs, folders, durations and tokens are made of, and what they must not be. */
const pieces =
  'a Z 0 7 m d h w - -- _ . .. / // : @ @{ ~ ^ * ? [ \\ me acme/ shop 30m 7d 1d12h 1.0.0 refs/ heads/ tags/ pull/ PR/ remotes/ o/ FETCH_HEAD git@ GitHub.com github.com/ 01JD3V8K2N7Q4R5S6T7V8W9XYZ'
    .split(' ')
    .concat(['', ' ', '\t', 'a'.repeat(64), 'f'.repeat(32)]);
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));

describe('describeApi', () => {
  it('describes every field that a request takes, in the words of its schema', () => {
    expect(fields.length).toBeGreaterThan(50);
    for (const { at, schema, field } of fields)
      expect([at, field && { says: field.description }]).toEqual([at, { says: wordsOf(schema) }]);
  });

  it.each(fields.filter(({ field }) => field?.type === 'string').map((one) => [one.at, one] as const))(
    'describes no text as valid for %s that is refused, and none as invalid that is taken',
    (at, { schema, field }) => {
      const isDescribed = new Ajv2020({ strict: false, validateFormats: false }).compile(field ?? false);

      fc.assert(
        fc.property(texts, (text) => {
          const isTaken = schema.safeParse(text).success;
          // Some durations of needless digits are taken that no pattern can tell from ones that are too long.
          if (isTaken && at.endsWith(' ttl')) return;
          expect([text, isDescribed(text)]).toEqual([text, isTaken]);
        }),
        { numRuns: 150 },
      );
    },
  );

  it('links to operations that there are, by parameters that they have', () => {
    const links = operations.flatMap((one) => linksOf(one.operation));

    expect(links.length).toBeGreaterThan(20);
    for (const { operationId, parameters } of links) {
      const names = operation(operationId)
        .parameters?.filter((one) => one.in === 'path')
        .map((one) => one.name);
      expect([operationId, Object.keys(parameters)]).toEqual([operationId, names]);
    }
  });

  it('links to every operation that is about one thing', () => {
    const linked = new Set(
      operations.flatMap((one) => linksOf(one.operation)).map((link) => link.operationId),
    );
    const about = operations.filter(({ path }) => path.includes('{')).map((one) => one.operation.operationId);

    expect(about.filter((id) => !linked.has(id))).toEqual([]);
  });

  it('is an OpenAPI 3.1 document with an operation for every route', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Leasehold', version: expect.any(String) });
    expect(operations.map((one) => one.operation.operationId).sort()).toEqual(
      routes.map((route) => route.operation).sort(),
    );
  });

  it('refers only to what it holds', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!.split('/'));

    const broken = references.filter((path) => !path.reduce(stepInto, document as unknown));

    expect(references.length).toBeGreaterThan(50);
    expect(text.match(/"\$ref":"(?!#\/components\/)[^"]*"/g)).toBeNull();
    expect(broken).toEqual([]);
  });

  it.each(operations.map(({ path, operation }) => [operation.operationId, path, operation] as const))(
    'gives %s an answer, problems, and a required parameter for each part of %s in braces',
    (operation, path, { parameters = [], responses, requestBody }) => {
      const stored = ['get-plan', 'get-outputs', 'get-component-plan', 'get-rotation'].includes(operation);
      const route = (routes as readonly Route[]).find((one) => one.operation === operation)!;
      const kept = isKept(route);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = parameters.filter((one) => one.in === 'path' && one.required === true);

      expect(described.map((one) => one.name)).toEqual(inPath);
      expect(Object.keys(responses)).toEqual([
        expect.stringMatching(/^20[02]$/),
        ...(stored ? ['303'] : []),
        ...(kept ? ['304'] : []),
        ...(requestBody ? ['413', '415'] : []),
        '431',
        'default',
      ]);
    },
  );

  it('says what a request takes, not what it becomes: what has a default may be left out', () => {
    const body = operation('create-environment').requestBody?.content['application/json']?.schema;
    const limit = operation('list-environments').parameters?.find((one) => one.name === 'limit');

    expect(body).toMatchObject({ required: ['name', 'template'], additionalProperties: false });
    expect(limit).toMatchObject({
      in: 'query',
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    });
    expect(limit?.required).toBeUndefined();
  });

  it('asks for a token everywhere but on public routes, and offers a key for each command', () => {
    const open = operations.filter((one) => one.operation.security?.length === 0).map((one) => one.path);
    const keyed = operations.filter((one) =>
      one.operation.parameters?.some((p) => p.name === 'Idempotency-Key'),
    );

    expect(open).toEqual(['/sign-in', '/openapi.json', '/schemas', '/schemas/{file}', '/docs', '/health']);
    expect(new Set(keyed.map((one) => one.method))).toEqual(new Set(['post', 'patch', 'delete']));
    expect(keyed).toHaveLength((routes as readonly Route[]).filter(({ method }) => method !== 'GET').length);
  });

  it('promises a Location where the work goes on after the answer', () => {
    const later = operations.filter((one) => '202' in one.operation.responses);

    expect(later.every((one) => 'Location' in (one.operation.responses['202']!.headers ?? {}))).toBe(true);
    expect(later).toHaveLength(routes.filter((route) => route.status === 202).length);
  });
});
