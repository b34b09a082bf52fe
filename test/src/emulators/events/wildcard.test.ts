import { literalsOf, fitsWildcard } from '../../../../src/emulators/events/wildcard';

describe('a wildcard', () => {
  it.each([
    ['*.*', 'dev.vpc', true],
    ['*.*', 'dev', false],
    ['*.*', '.', true],
    ['dev.*', 'dev.vpc', true],
    ['dev.*', 'xdev.vpc', false],
    ['*a*b', 'xaxb', true],
    ['*a*b', 'xbxa', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['plain', 'plain', true],
    ['plain', 'plainer', false],
    ['*', '', true],
    [String.raw`a\*b`, 'a*b', true],
    [String.raw`a\*b`, 'axb', false],
    [String.raw`a\\*`, String.raw`a\b`, true],
    ['a.c*', 'abc', false],
  ])('%s of %s', (wildcard, text, matches) => {
    expect(fitsWildcard(wildcard, text)).toBe(matches);
  });

  it.each(['a**b', String.raw`a\b`, 'a\\', '***'])('%s is refused', (wildcard) => {
    expect(() => literalsOf(wildcard)).toThrow(/side by side|no escape/);
  });
});
