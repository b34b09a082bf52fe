import { withoutOrderOfChecks } from '../../../../src/action/terraform/state-file';

const check = (name: string, ...objects: string[]) => ({
  config_addr: name,
  status: 'pass',
  objects: objects.map((object_addr) => ({ object_addr, status: 'pass' })),
});
const state = (check_results: unknown, resources: unknown[] = [], more = {}) =>
  Buffer.from(`${JSON.stringify({ version: 4, resources, check_results, ...more }, null, 2)}\n`);
const steady = (text: Buffer) => withoutOrderOfChecks(text).toString();

describe('withoutOrderOfChecks', () => {
  it('makes one of two states whose checks are in another order', () => {
    const one = state([check('a', 'a[0]', 'a[1]'), check('b', 'b')]);
    const other = state([check('b', 'b'), check('a', 'a[1]', 'a[0]')]);

    expect(steady(one)).toBe(steady(other));
  });

  it.each([
    ['another result', state([{ ...check('a', 'a'), status: 'fail' }])],
    ['another resource', state([check('a', 'a')], ['x'])],
    ['no results', state(null)],
  ])('keeps apart what has %s', (_what, other) => {
    expect(steady(other)).not.toBe(steady(state([check('a', 'a')])));
  });

  it('keeps the order of resources, and of what looks like checks in a value', () => {
    const value = '\n  "check_results": [1,2]';

    expect(steady(state(null, ['x', 'y']))).not.toBe(steady(state(null, ['y', 'x'])));
    expect(steady(state(null, [value]))).toContain(JSON.stringify(value));
  });

  it('refuses a key after the checks, which could take the place of the resources before', () => {
    expect(() => steady(state([], [], { Resources: ['evil'] }))).toThrow('Resources');
  });

  it('leaves a state without checks as it is', () => {
    expect(steady(Buffer.from('{}'))).toBe('{}');
  });
});
