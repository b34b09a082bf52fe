import type { Route } from './route';
import type { Json } from './schemas';

/** Where a response says what the path of another operation asks for. */
interface Source {
  /** By operation, where each parameter is found: a JSON pointer into its response, an expression, or a fixed value. */
  from: Record<string, Record<string, string>>;
  /** Paths that begin so take the values. */
  to: string;
}

const sources: readonly Source[] = [
  {
    from: { 'create-environment': { name: '/name' }, 'list-environments': { name: '/items/0/name' } },
    to: '/environments/{name}',
  },
  { from: { 'list-templates': { template: '/items/0/name' } }, to: '/templates/{template}' },
  {
    from: {
      'publish-template': { team: '$request.body#/team', template: '$request.body#/template' },
    },
    to: '/templates/{team}/{template}',
  },
  { from: { 'create-environment': { id: '/id' }, 'get-environment': { id: '/id' } }, to: '/lives/{id}' },
  { from: { 'list-runs': { id: '/items/0/id' } }, to: '/runs/{id}' },
  {
    from: { 'build-image': { id: '/id' }, 'list-image-builds': { id: '/items/0/id' } },
    to: '/image-builds/{id}',
  },
  {
    from: { 'get-template': { digest: '/bundle' }, 'get-team-template': { digest: '/bundle' } },
    to: '/bundles/{digest}',
  },
  {
    from: { 'apply-stack': { stack: '/name' }, 'list-stacks': { stack: '/items/0/name' } },
    to: '/stacks/{stack}',
  },
  {
    from: { 'plan-stack': { stack: '/stack', plan: '/id' } },
    to: '/stacks/{stack}/plans/{plan}',
  },
  {
    from: { 'get-stack-plan': { stack: '/stack', plan: '/id', component: '/components/0/name' } },
    to: '/stacks/{stack}/plans/{plan}/components/{component}',
  },
  {
    from: { 'add-target': { name: '/name' }, 'list-targets': { name: '/items/0/name' } },
    to: '/targets/{name}',
  },
  { from: { 'list-schemas': { file: 'template.json' } }, to: '/schemas/{file}' },
  {
    from: { 'add-webhook': { id: '/id' }, 'list-webhooks': { id: '/items/0/id' } },
    to: '/webhooks/{id}',
  },
  {
    from: { 'test-webhook': { delivery: '/id' }, 'list-deliveries': { delivery: '/items/0/id' } },
    to: '/deliveries/{delivery}',
  },
];

/** The links of an operation's response to every operation that can be asked with a value of it; none for most. */
export function describeLinks(operation: string, routes: readonly Pick<Route, 'operation' | 'path'>[]): Json {
  const links = sources.flatMap(({ from, to }) => {
    const places = from[operation];
    if (places === undefined) return [];
    const parameters = Object.fromEntries(
      Object.entries(places).map(([name, place]) => [
        name,
        place.startsWith('/') ? `$response.body#${place}` : place,
      ]),
    );
    return routes
      .filter(({ path }) => path === to || path.startsWith(`${to}/`))
      .filter(({ path }) => parametersOf(path).every((name) => name in parameters))
      .map((route) => [route.operation, { operationId: route.operation, parameters }]);
  });
  return Object.fromEntries(links) as Json;
}

function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
