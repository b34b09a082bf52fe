import { EnvironmentName } from '../../../../src/domain/environment/environment-name';
import { stateFolder } from '../../../../src/domain/environment/environment';

describe('EnvironmentName', () => {
  it.each(['ab', 'foo', 'pr-12', 'a1', 'a'.repeat(32)])('takes %s', (name) => {
    expect(EnvironmentName.parse(name)).toBe(name);
  });

  it.each([
    '',
    'a',
    'A1',
    '1a',
    '-a',
    'a-',
    'a--b',
    'a_b',
    'a.b',
    'a/b',
    '../a',
    'ab\n',
    'ä1',
    'a'.repeat(33),
  ])('refuses %j and says what a name is', (name) => {
    expect(EnvironmentName.safeParse(name).error?.issues[0]?.message).toMatch(/must/);
  });
});

test('each life of a name has a folder of its own', () => {
  expect(stateFolder({ name: 'foo', id: '01A' })).toBe('environments/foo/01A');
});
