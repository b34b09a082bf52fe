import { type Route, routes } from '../../../lambdas/api/routes';

const table: readonly Route[] = routes;

describe('routes', () => {
  it('names each operation and each method of a path once', () => {
    const operations = table.map((route) => route.operation);
    const places = table.map((route) => `${route.method} ${route.path}`);

    expect(new Set(operations).size).toBe(table.length);
    expect(new Set(places).size).toBe(table.length);
  });

  it.each(table.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'takes for %s exactly the parameters that its path has',
    (_, { path, params }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const taken = Object.keys((params as unknown as { shape: object }).shape);

      expect(taken).toEqual(inPath);
    },
  );

  it('asks everybody who they are but for the routes that say nothing about anybody', () => {
    const open = table.filter((route) => route.role === 'public').map((route) => route.path);

    expect(open).toEqual(['/sign-in', '/openapi.json', '/schemas', '/schemas/{file}', '/docs', '/health']);
  });

  it('lets no viewer change an environment, but for decisions that approvers make', () => {
    const loose = table.filter((route) => route.method !== 'GET' && route.role === 'viewer');

    expect(loose.map((route) => route.operation)).toEqual([
      'estimate-cost',
      'approve-plan',
      'reject-plan',
      'approve-stack',
      'consent-to-stack',
      'reject-stack',
    ]);
  });
});
