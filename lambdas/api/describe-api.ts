import type * as z from 'zod';
import { describeLinks } from './links';
import { StoredElsewhere } from '../../src/domain/api/responses';
import { isKept } from './route';
import { examples } from './examples/operations';
import { type OperationName, type Route, routes } from './routes';
import { describeComponents, type Json, schemaOf } from './schemas';

const info = {
  title: 'Leasehold',
  version: '1.0.0',
  description:
    'Environments from templates, each with a lease. Errors are `application/problem+json` (RFC 9457); asynchronous operations return 202 with a Location. A path with a method that is not described here returns 405, with the allowed methods in Allow.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

/** The OpenAPI 3.1 document of the API, drawn from the route table and the schemas that requests are read by. */
export function describeApi(): Json & { openapi: string } {
  return {
    openapi: '3.1.0',
    info,
    security: [{ token: [] }],
    paths: describePaths(),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: describeComponents(),
      responses: shared,
    },
  };
}

function describePaths(): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeOperation(route) };
  return paths;
}

function describeOperation(route: Route): Json {
  const parameters = [...parametersIn('path', route.params), ...parametersIn('query', route.query)];
  if (route.method !== 'GET') parameters.push(idempotencyKey);
  if (isKept(route)) parameters.push(ifNoneMatch);
  return {
    operationId: route.operation,
    summary: route.summary,
    'x-role': route.role,
    ...(route.role === 'public' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...describeBody(route),
    responses: {
      [route.status]: describeSuccess(route),
      ...(route.stored && { 303: describeElsewhere() }),
      ...(isKept(route) && { 304: { $ref: '#/components/responses/NotModified' } }),
      ...describeRefusals(route),
    },
  };
}

function exampleOf({ operation }: Route): { body?: unknown; response: unknown } {
  return examples[operation as OperationName];
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A request that is repeated with the same key within 24 hours is carried out once; 1 to 128 visible ASCII characters.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
};

const ifNoneMatch: Json = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag of an earlier response; 304 is returned if the response would be the same.',
  schema: { type: 'string' },
};

const etag: Json = {
  description: 'Identifies this response, for If-None-Match.',
  schema: { type: 'string' },
};

function parametersIn(place: 'path' | 'query', schema: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    ...(description !== undefined && { description }),
    ...((place === 'path' || required.includes(name)) && { required: true }),
    schema: property,
  }));
}

function describeBody(route: Route): Json {
  if (!takesBody(route)) return {};
  const schema = schemaOf(route.body, 'input');
  const { body: example } = exampleOf(route);
  return { requestBody: { required: true, content: { 'application/json': { schema, example } } } };
}

function takesBody({ method, body }: Route): boolean {
  return method !== 'GET' && Object.keys(schemaOf(body, 'input').properties ?? {}).length > 0;
}

function describeSuccess(route: Route): Json {
  const { operation, response, status } = route;
  const links = describeLinks(operation, routes);
  const { response: example } = exampleOf(route);
  const location = { description: 'The address to follow its progress at.', schema: { type: 'string' } };
  return {
    description: status === 202 ? 'Accepted; the work continues.' : 'Done.',
    ...(status === 202 && { headers: { Location: location } }),
    ...(isKept(route) && { headers: { ETag: etag } }),
    content: { [route.page ? 'text/html' : 'application/json']: { schema: schemaOf(response), example } },
    ...(Object.keys(links).length > 0 && { links }),
  };
}

function describeElsewhere(): Json {
  const location = { description: 'The same address.', schema: { type: 'string' } };
  return {
    description:
      'The document is larger than 1 MB: fetch it at this address within five minutes, without the token.',
    headers: { Location: location },
    content: { 'application/json': { schema: schemaOf(StoredElsewhere) } },
  };
}

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const gatewayMessage = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } };

/** What has no document of the operation: that nothing changed, and refusals; API Gateway, which stands before the API, refuses some itself and in its own words. */
const shared: Record<string, Json> = {
  NotModified: {
    description: 'The response would be the one that If-None-Match names.',
    headers: { ETag: etag },
  },
  Problem: {
    description:
      "What went wrong, where, and what to do next; if API Gateway refuses a request before the API reads it, API Gateway's own message.",
    content: { ...problem, ...gatewayMessage },
  },
  BodyTooLarge: {
    description:
      "A body larger than 1 MB returns a problem; one larger than 10 MB returns API Gateway's own message.",
    content: { ...problem, ...gatewayMessage },
  },
  UnsupportedEncoding: {
    description: 'The body is compressed or in another charset: send uncompressed JSON in UTF-8.',
    content: problem,
  },
  HeadTooLarge: {
    description:
      "The request line and all headers together are larger than 10,240 bytes: API Gateway's own message.",
    content: gatewayMessage,
  },
};

function describeRefusals(route: Route): Json {
  const named = {
    ...(takesBody(route) && { 413: 'BodyTooLarge', 415: 'UnsupportedEncoding' }),
    431: 'HeadTooLarge',
    default: 'Problem',
  };
  return Object.fromEntries(
    Object.entries(named).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}
