import { readCall } from '../../../../lambdas/api/dispatch';
import { examples } from '../../../../lambdas/api/examples/operations';
import { routes } from '../../../../lambdas/api/routes';
import { type Asked, type Call, createCall } from '../../../../src/client/typed/call';
import type { OperationName } from '../../../../src/client/typed/operation';
import { places } from '../../../../src/client/typed/description';
import type { Request } from '../../../../src/client/request';
import { eventOf, exampleParams } from '../../../support/api/example-api';

const names = Object.keys(places) as OperationName[];

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

      const answer = await call(name, { params: exampleParams, ...(body !== undefined && { body }) } as Asked<
        typeof name
      >);

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
