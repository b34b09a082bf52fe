import { newestIn, parseRange } from '../../../../src/domain/base/version-range';

const versions = ['0.2.0', '0.2.9', '0.3.0', '1.2.3', '1.2.10', '1.9.0', '2.0.0', '10.0.0'];

describe('a range of versions', () => {
  it.each([
    ['1.2.3', '1.2.3'],
    ['1.2', '1.2.10'],
    ['1', '1.9.0'],
    ['^1.2.3', '1.9.0'],
    ['^1', '1.9.0'],
    ['~1.2.3', '1.2.10'],
    ['~1.2', '1.2.10'],
    ['~1', '1.9.0'],
    ['^0.2.0', '0.2.9'],
    ['^0', '0.3.0'],
    ['~0.2', '0.2.9'],
    ['^2.0.1', undefined],
    ['3', undefined],
  ])('%s is at most %s', (text, version) => {
    expect(newestIn(parseRange(text), versions)).toBe(version);
  });

  it('is any version where there is none', () => {
    expect(newestIn(undefined, versions)).toBe('10.0.0');
  });

  it.each(['', 'latest', '*', '1.x', '>=1', '1.2.3.4', '01.2.3', 'v1', '^', '1 || 2', '1.2.3-beta'])(
    'is not %j',
    (text) => {
      expect(parseRange(text)).toBeUndefined();
    },
  );
});
