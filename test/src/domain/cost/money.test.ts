import { addUp, formatUsd } from '../../../../src/domain/cost/money';

describe('formatUsd', () => {
  it.each([
    [0, '$0.00'],
    [86.53999985, '$86.54'],
    [1234.5, '$1,234.50'],
    [-3.2, '-$3.20'],
    [1, '$1.00'],
    [0.9999, '$1.00'],
    [0.4, '$0.40'],
    [0.045, '$0.045'],
    [-0.118547945, '-$0.1185'],
    [0.000205708333, '$0.0002057'],
    [0.0000166667, '$0.00001667'],
  ])('writes %d as %s', (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });
});

describe('addUp', () => {
  it('adds without the noise of binary fractions', () => {
    expect(addUp([0.1, 0.2])).toBe(0.3);
    expect(addUp([0.3, -0.1])).toBe(0.2);
    expect(addUp([])).toBe(0);
  });
});
