import type { Route } from './route';
import type { Json } from './schemas';

/** Where a response says what the path of another operation asks for. */
interface Source {
  /** Operations by the JSON pointer of the value in their response. */
  from: Record<string, string>;
  /** Paths that begin so take the value. */
  to: string;
  parameter: string;
}

const sources: readonly Source[] = [
  {
    from: { 'create-environment': '/name', 'list-environments': '/items/0/name' },
    to: '/environments/{name}',
    parameter: 'name',
  },
  { from: { 'list-templates': '/items/0/name' }, to: '/templates/{template}', parameter: 'template' },
  { from: { 'create-environment': '/id', 'get-environment': '/id' }, to: '/lives/{id}', parameter: 'id' },
  { from: { 'list-runs': '/items/0/id' }, to: '/runs/{id}', parameter: 'id' },
  {
    from: { 'build-image': '/id', 'list-image-builds': '/items/0/id' },
    to: '/image-builds/{id}',
    parameter: 'id',
  },
];

/** The links of an operation's response to every operation that can be asked with a value of it; none for most. */
export function describeLinks(operation: string, routes: readonly Pick<Route, 'operation' | 'path'>[]): Json {
  const links = sources.flatMap(({ from, to, parameter }) => {
    const pointer = from[operation];
    if (pointer === undefined) return [];
    return routes
      .filter(({ path }) => path === to || path.startsWith(`${to}/`))
      .map((route) => [
        route.operation,
        { operationId: route.operation, parameters: { [parameter]: `$response.body#${pointer}` } },
      ]);
  });
  return Object.fromEntries(links) as Json;
}
