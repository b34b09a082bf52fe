import { referencesIn } from '../../../../src/domain/terraform/plan-configuration';

describe('referencesIn', () => {
  it('reads an expression, a nested block and a list of blocks', () => {
    const block = { b: [{ c: { references: ['var.c'] } }, { d: { references: ['var.d'] } }] };

    expect(referencesIn({ references: ['var.a', 'var.a.b'] })).toEqual(['var.a', 'var.a.b']);
    expect(referencesIn(block)).toEqual(['var.c', 'var.d']);
    expect(referencesIn([block])).toEqual(['var.c', 'var.d']);
  });

  it.each([[{}], [null], [undefined], ['x'], [{ constant_value: [1, null] }], [{ references: [1] }]])(
    'finds nothing in %j',
    (expression) => {
      expect(referencesIn(expression)).toEqual([]);
    },
  );

  it('reads an argument that is named like the list of references', () => {
    expect(referencesIn({ references: { references: ['var.a'] } })).toEqual(['var.a']);
  });
});
