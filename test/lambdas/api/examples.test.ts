import { Ajv2020 } from 'ajv/dist/2020.js';
import { describeApi } from '../../../lambdas/api/describe-api';
import { examples } from '../../../lambdas/api/examples/operations';
import { type Route, routes } from '../../../lambdas/api/routes';

type Media = Record<string, { schema: Record<string, unknown>; example?: unknown }>;
interface Described {
  operationId: string;
  requestBody?: { content: Media };
  responses: Record<string, { content?: Media }>;
}

const document = describeApi() as unknown as {
  paths: Record<string, Record<string, Described>>;
  components: object;
};
const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const table = (routes as readonly Route[]).map((route) => {
  const operation = described.find(({ operationId }) => operationId === route.operation)!;
  return [route.operation, route, operation] as const;
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });
/** Why a value is not one of a schema of the description; null where it is. */
const whyNot = (schema: object, value: unknown) => {
  const validate = ajv.compile({ ...schema, components: document.components });
  return validate(value) ? null : validate.errors;
};

describe('the examples of the description', () => {
  it.each(table)(
    'of %s are valid by what reads its body and makes its response',
    (_name, route, operation) => {
      const { body, response } = examples[route.operation as keyof typeof examples];

      expect(route.response.safeParse(response).error).toBeUndefined();
      expect(body !== undefined).toBe(operation.requestBody !== undefined);
      if (body !== undefined) expect(route.body.safeParse(body).error).toBeUndefined();
    },
  );

  it.each(table)('of %s are in the description, and valid by its schemas', (_name, route, operation) => {
    const media = Object.values(operation.responses[String(route.status)]?.content ?? {});
    const all = [...media, ...Object.values(operation.requestBody?.content ?? {})];

    expect(all.length).toBe(operation.requestBody ? 2 : 1);
    for (const { schema, example } of all) {
      expect(example).toBeDefined();
      expect(whyNot(schema, example)).toBeNull();
    }
  });

  it('would not be valid with another field, or without one that is required', () => {
    const { schema, example } = described.find(({ operationId }) => operationId === 'get-environment')!
      .responses['200']!.content!['application/json']!;
    const { can: _, ...less } = example as Record<string, unknown>;

    expect(whyNot(schema, { ...less })).not.toBeNull();
    expect(whyNot(schema, { ...(example as object), more: 1 })).not.toBeNull();
  });
});
