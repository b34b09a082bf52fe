import { refuseOddJson } from '../../../lambdas/_edge/refuse-odd-json';

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
const issue = (field: string) =>
  expect.objectContaining({ details: { issues: [expect.objectContaining({ field })] } }) as Error;

it.each([nested(32), { inputs: { list: Array(200_000).fill(1) } }, 'text', 7, null, undefined])(
  'lets an honest body pass',
  (body) => {
    expect(() => refuseOddJson(body)).not.toThrow();
  },
);

it.each([33, 500_000])('refuses lists that are nested %d deep', (depth) => {
  expect(() => refuseOddJson(nested(depth))).toThrow(issue('body'));
});

it('refuses a key that would be passed over in silence', () => {
  expect(() => refuseOddJson(JSON.parse('{"inputs":[{"__proto__":{"a":1}}]}'))).toThrow(issue('__proto__'));
});
