import { counted } from '../../../../src/domain/base/counted';

it.each([
  [0, '0 resources'],
  [1, '1 resource'],
  [2, '2 resources'],
])('names %d with its noun', (count, text) => {
  expect(counted(count, 'resource')).toBe(text);
});

it('takes a plural of its own', () => {
  expect([counted(1, 'life', 'lives'), counted(3, 'life', 'lives')]).toEqual(['1 life', '3 lives']);
});
