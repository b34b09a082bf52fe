import { createRouteMatcher } from '../../../../src/emulators/gateway/routes';

const route = (method: string, path: string) => ({ method, path, authorizer: false });
const match = createRouteMatcher([
  route('GET', '/environments/{name}'),
  route('GET', '/environments/{name}/runs'),
  route('GET', '/{kind}/{name}/runs'),
  route('GET', '/environments/mine'),
  route('POST', '/environments'),
]);

describe('createRouteMatcher', () => {
  it.each([
    ['GET', '/environments/foo', 'GET /environments/{name}', { name: 'foo' }],
    ['GET', '/environments/mine', 'GET /environments/mine', {}],
    ['GET', '/environments/mine/runs', 'GET /environments/{name}/runs', { name: 'mine' }],
    ['GET', '/lives/01X/runs', 'GET /{kind}/{name}/runs', { kind: 'lives', name: '01X' }],
    ['GET', '/environments/a%20b%2Fc', 'GET /environments/{name}', { name: 'a b/c' }],
    ['POST', '/environments', 'POST /environments', {}],
  ])('takes %s %s to %s', (method, path, routeKey, pathParameters) => {
    expect(match(method, path)).toMatchObject({ routeKey, pathParameters });
  });

  it.each([
    ['PUT', '/environments/foo'],
    ['GET', '/nothing/of/it'],
    ['X-ODD', '/'],
  ])('takes %s %s to the default route, where there is one', (method, path) => {
    const rest = route('ANY', '$default');
    const withRest = createRouteMatcher([rest, route('GET', '/environments/{name}')]);

    expect(withRest(method, path)).toEqual({ route: rest, routeKey: '$default', pathParameters: {} });
    expect(withRest('GET', '/environments/foo')).toMatchObject({ routeKey: 'GET /environments/{name}' });
  });

  it.each([
    ['GET', '/environments'],
    ['GET', '/environments/'],
    ['DELETE', '/environments/foo'],
    ['GET', '/environments/foo/'],
    ['HEAD', '/environments/foo'],
  ])('knows no route for %s %s', (method, path) => {
    expect(match(method, path)).toBeUndefined();
  });
});
