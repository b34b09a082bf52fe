import { expressionOf } from '../../../../src/emulators/iam/wildcard';

describe('expressionOf', () => {
  it.each([
    [[{ pattern: 's3' }]],
    [[{ pattern: 's3:get*' }]],
    [[{ exact: 'environments/' }, { pattern: '*' }]],
  ])('makes the expression of %j once, however many policies say it', (pieces) => {
    expect(expressionOf([...pieces])).toBe(expressionOf([...pieces]));
  });

  it('takes text that stands for itself for no pattern', () => {
    expect(expressionOf([{ pattern: '*' }]).test('any')).toBe(true);
    expect(expressionOf([{ exact: '*' }]).test('any')).toBe(false);
  });

  it('keeps few of the many that are said once', () => {
    const first = expressionOf([{ pattern: 'kept' }]);

    for (let n = 0; n < 5_000; n++) expressionOf([{ exact: `life-${n}` }]);

    expect(expressionOf([{ pattern: 'kept' }])).not.toBe(first);
    expect(expressionOf([{ pattern: 'kept' }]).test('kept')).toBe(true);
  });
});
