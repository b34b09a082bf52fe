import type { HttpEvent } from '../../../../lambdas/_edge/http';
import { readCall } from '../../../../lambdas/api/dispatch';
import { examples } from '../../../../lambdas/api/examples/operations';
import { routes } from '../../../../lambdas/api/routes';
import { type Asked, type Call, createCall, type OperationName } from '../../../../src/client/typed/call';
import { places } from '../../../../src/client/typed/description';
import type { Request } from '../../../../src/client/request';
import { actors } from '../../../support/plane/operations-stage';
import { requestOf } from '../../../support/plane/http';

const names = Object.keys(places) as OperationName[];
const params = { team: 'shop', name: 'web', id: '01KDVDNA000000000000000004', template: 'playground' };

/** The request as API Gateway matches it to a route of the table: by its method and by the path that it has. */
function eventOf({ method, path, query = {}, body }: Request): HttpEvent {
  const matches = (route: { method: string; path: string }) =>
    route.method === method && new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  // A path without parameters is matched before one that has them.
  const found = routes.filter(matches).sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  if (!found) throw new Error(`No route takes ${method} ${path}.`);
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return requestOf(`${found.method} ${found.path}`, {
    params,
    query: Object.fromEntries(given),
    actor: actors.root,
    ...(body !== undefined && { body }),
  });
}

/** A call whose requests are read by the API itself, and answered with the examples of the description. */
function callOn(read: (request: Request, operation: string, input: object) => void): Call {
  return createCall(async <Answer>(request: Request) => {
    const { route, input } = readCall(eventOf(request));
    read(request, route.operation, input);
    return request.answer?.parse(examples[route.operation].response) as Answer;
  });
}

describe('a call', () => {
  it('is known of every operation of the API, and of no other', () => {
    expect([...names].sort()).toEqual(routes.map(({ operation }) => operation as string).sort());
  });

  it.each(names.filter((name) => name !== 'get-docs'))(
    'of %s with its example is read by the API as that, and returns its example',
    async (name) => {
      const { body, response } = examples[name];
      const seen: unknown[] = [];
      const call = callOn((_, operation, input) => seen.push(operation, input));

      const answer = await call(name, { params, ...(body !== undefined && { body }) } as Asked<typeof name>);

      expect(answer).toEqual(response);
      expect(seen).toEqual([name, expect.objectContaining({ ...(body as object) })]);
    },
  );

  it.each(['', '.', '..'])('refuses the name %j, which would lead to another path', (name) => {
    expect(() => callOn(() => undefined)('get-environment', { params: { name } })).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  });

  it('writes what a path has in one segment', async () => {
    const paths: string[] = [];
    const call = createCall(async <Answer>({ path }: Request) => void paths.push(path) as Answer);
    await call('get-environment', { params: { name: 'a/b?c' } });

    expect(paths).toEqual(['/environments/a%2Fb%3Fc']);
  });

  it('does not compile with what the description does not have', () => {
    const call = callOn(() => undefined);
    const wrong = () => [
      // @ts-expect-error -- the path has a name
      call('get-environment', {}),
      // @ts-expect-error -- the body has no such field
      call('extend-environment', { params: { name: 'web' }, body: { days: 3 } }),
      // @ts-expect-error -- the query has no such field
      call('list-environments', { query: { colour: 'red' } }),
      // @ts-expect-error -- there is no such operation
      call('paint-environment', {}),
    ];

    expect(wrong).toBeInstanceOf(Function);
  });
});
