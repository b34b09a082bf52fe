import { describeApi } from '../../../lambdas/api/describe-api';
import { routes } from '../../../lambdas/api/routes';

interface Link {
  operationId: string;
  parameters: Record<string, string>;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
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

describe('describeApi', () => {
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
    (_, path, { parameters = [], responses }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = parameters.filter((one) => one.in === 'path' && one.required === true);

      expect(described.map((one) => one.name)).toEqual(inPath);
      expect(Object.keys(responses)).toEqual([expect.stringMatching(/^20[02]$/), 'default']);
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

  it('asks for a token everywhere but on public routes, and offers a key on each POST', () => {
    const open = operations.filter((one) => one.operation.security?.length === 0).map((one) => one.path);
    const keyed = operations.filter((one) =>
      one.operation.parameters?.some((p) => p.name === 'Idempotency-Key'),
    );

    expect(open).toEqual(['/sign-in', '/openapi.json', '/health']);
    expect(new Set(keyed.map((one) => one.method))).toEqual(new Set(['post']));
    expect(keyed).toHaveLength(routes.filter((route) => route.method === 'POST').length);
  });

  it('promises a Location where the work goes on after the answer', () => {
    const later = operations.filter((one) => '202' in one.operation.responses);

    expect(later.every((one) => 'Location' in (one.operation.responses['202']!.headers ?? {}))).toBe(true);
    expect(later).toHaveLength(routes.filter((route) => route.status === 202).length);
  });
});
