import { Actor } from '../../../src/domain/access/actor';
import { RefusalRow } from '../../../src/domain/access/refusal';
import { ListRefusalsQuery } from '../../../src/domain/api/queries';
import { SchemaParams } from '../../../src/domain/api/template-requests';
import * as responses from '../../../src/domain/api/responses';
import { read, type Route } from '../route';

/** The rows of the route table about the caller and the API itself. */
export const accessRoutes = [
  {
    ...read,
    path: '/me',
    operation: 'get-me',
    previews: true,
    summary: 'Show the caller, with roles and teams',
    response: Actor,
  },
  {
    ...read,
    path: '/refusals',
    operation: 'list-refusals',
    role: 'admin',
    summary: 'List the refused requests of signed-in actors on a day, in order',
    query: ListRefusalsQuery,
    response: responses.pageOf(RefusalRow),
    unkept: true,
  },
  {
    ...read,
    path: '/sign-in',
    operation: 'get-sign-in',
    role: 'public',
    summary: 'Show the issuer and client id for signing in',
    response: responses.SignInView,
  },
  {
    ...read,
    path: '/openapi.json',
    operation: 'get-openapi',
    role: 'public',
    summary: 'Describe this API',
    response: responses.OpenApiDocument,
  },
  {
    ...read,
    path: '/schemas',
    operation: 'list-schemas',
    role: 'public',
    summary: 'List the JSON Schemas of the files that people write, for editors',
    response: responses.SchemaCatalog,
    addressed: true,
  },
  {
    ...read,
    path: '/schemas/{file}',
    operation: 'get-schema',
    role: 'public',
    summary: 'Show the JSON Schema of a file that people write',
    params: SchemaParams,
    response: responses.SchemaDocument,
  },
  {
    ...read,
    path: '/docs',
    operation: 'get-docs',
    role: 'public',
    summary: 'Show the description of this API as a page',
    response: responses.HtmlPage,
    page: true,
  },
  {
    ...read,
    path: '/health',
    operation: 'get-health',
    role: 'public',
    summary: 'Report that the API is available',
    response: responses.HealthView,
    unkept: true,
  },
] as const satisfies readonly Route[];
