import { readQuery } from '../../../lambdas/_edge/read-query';
import { requestOf } from '../../support/plane/http';

const asked = (rawQueryString: string, queryStringParameters: Record<string, string>) => ({
  ...requestOf('GET /environments'),
  rawQueryString,
  queryStringParameters,
});

it.each([
  ['owner=%ff', 'owner'],
  ['limit=5&owner=caf%e9', 'owner'],
  ['owner=%ed%a0%80', 'owner'],
  ['owner=100%', 'owner'],
  ['%c0%af=1', 'query'],
])('refuses %s, whose bytes are no UTF-8', (raw, field) => {
  expect(() => readQuery(asked(raw, { owner: '\ufffd' }))).toThrow(
    expect.objectContaining({
      issues: [{ field, message: 'is not in percent-encoded UTF-8' }],
    }) as Error,
  );
});

it.each(['', 'owner=a+b', 'owner=caf%C3%A9', 'owner=%F0%9F%98%80&limit=5', 'owner=%EF%BF%BD'])(
  'takes %j as the gateway has read it',
  (raw) => {
    const read = { owner: 'as it was read' };

    expect(readQuery(asked(raw, read))).toBe(read);
  },
);

it('takes no query for an empty one', () => {
  expect(readQuery(requestOf('GET /me'))).toEqual({});
});
